/** How numbers, dates and amounts are written beside these messages. */
export const locale = 'en-GB';

const number = new Intl.NumberFormat(locale);

/** `1,250` */
export const numberText = (value: number): string => number.format(value);

/** `1 call`, `1,250 calls` */
export const count = (value: number, one: string, many: string): string =>
  `${numberText(value)} ${value === 1 ? one : many}`;
