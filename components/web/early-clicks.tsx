'use client';

import { useLayoutEffect } from 'react';

declare global {
  interface Window {
    /** The button that was pressed last while nobody listened yet; null once somebody does. */
    earlyClick?: HTMLElement | null;
  }
}

const remember = `addEventListener('click', (event) => {
  if (window.earlyClick !== null) window.earlyClick = event.target.closest('button') ?? undefined;
}, true)`;

/**
 * On a slow line a page is there before its program: what is pressed until then is pressed again when the
 * program has come, once and the last one only. Enter on a focused button is a click too.
 */
export function EarlyClicks({ nonce }: { nonce: string | undefined }) {
  useLayoutEffect(() => {
    const early = window.earlyClick;
    window.earlyClick = null;
    if (early?.isConnected) early.click();
  }, []);
  return (
    <script
      nonce={nonce}
      // Browsers hide the nonce from programs, ours included.
      suppressHydrationWarning
      // biome-ignore lint/security/noDangerouslySetInnerHtml: a constant, and a script's text must not be escaped.
      dangerouslySetInnerHTML={{ __html: remember }}
    />
  );
}
