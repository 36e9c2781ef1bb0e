import localFont from 'next/font/local';

/*
 * Atkinson Hyperlegible, made by the Braille Institute so that no two letters are mistaken for each other.
 * The files come from the @fontsource-variable packages and are served by us.
 */

const latin = localFont({
  src: '../../node_modules/@fontsource-variable/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-wght-normal.woff2',
  variable: '--font-next',
  weight: '200 800',
  display: 'swap',
});

/** Łukasz, Őry, Çelik: fetched only when a page contains such a letter. Stands first in the stack. */
const latinExtended = localFont({
  src: '../../node_modules/@fontsource-variable/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-ext-wght-normal.woff2',
  variable: '--font-next-ext',
  weight: '200 800',
  display: 'swap',
  preload: false,
  adjustFontFallback: false,
  declarations: [
    {
      prop: 'unicode-range',
      value: 'U+0100-0130, U+0132-0151, U+0154-02BA, U+02DD, U+1E80-1E9E, U+1EF2-1EF3, U+2020, U+20B9',
    },
  ],
});

const mono = localFont({
  src: '../../node_modules/@fontsource-variable/atkinson-hyperlegible-mono/files/atkinson-hyperlegible-mono-latin-wght-normal.woff2',
  variable: '--font-hyper-mono',
  weight: '200 800',
  display: 'swap',
  preload: false,
  adjustFontFallback: false,
});

/** Goes on `<html>`: the CSS variables that globals.css builds its font stacks from. */
export const fontVariables = `${latin.variable} ${latinExtended.variable} ${mono.variable}`;
