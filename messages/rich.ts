import { createElement, Fragment, type ReactNode } from 'react';

/** A sentence with parts that are more than text: rich`Ask ${<b>Maria</b>} to open the app.` */
export const rich = (texts: TemplateStringsArray, ...parts: readonly ReactNode[]): ReactNode =>
  createElement(
    Fragment,
    null,
    ...texts.flatMap((text, at) => (at < parts.length ? [text, parts[at]] : [text])),
  );
