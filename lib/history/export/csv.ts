/** Tells spreadsheets that the file is UTF-8. */
export const byteOrderMark = '\uFEFF';

/** One record of RFC 4180. */
export function csvLine(values: readonly (string | number | null)[]): string {
  return `${values.map(cell).join(',')}\r\n`;
}

/** Numbers are ours; a text may be anybody's. */
function cell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const harmless = (formula.test(value) ? `'${value}` : value).replace(formulaWithin, "$1'$2");
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/**
 * What a spreadsheet would run as a formula, also where it skips what stands before. The apostrophe makes it a text.
 * Whoever reads the file by a program takes the first apostrophe off every cell this matches, and has what it was.
 */
const formula = /^(?:[\s"']*[=+\-@＝＋－＠]|[ "']*[\t\r\n])/;

/**
 * What would begin a cell, and be run, in a spreadsheet that takes another sign for the separator, or quotes for nothing. Here
 * the apostrophe stands right before the sign that begins the formula.
 */
const formulaWithin = /([;\t|,\r\n][\s"']*)([=+\-@＝＋－＠])/g;
