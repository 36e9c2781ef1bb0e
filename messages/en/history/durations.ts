import { locale } from '../locale';

const tenths = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });

interface Length {
  readonly value: number;
}

/** A number and its unit stay on one line. */
export const say = {
  /** With tenths: `4.2 s`. */
  precise: ({ value }: Length) => `${tenths.format(value)}\u00a0s`,
  seconds: ({ value }: Length) => `${value}\u00a0s`,
  minutes: ({ value }: Length) => `${value}\u00a0min`,
  hours: ({ value }: Length) => `${value}\u00a0h`,
  days: ({ value }: Length) => `${value}\u00a0d`,
  /** `2 min 5 s` */
  both: ({ large, small }: { large: string; small: string }) => `${large} ${small}`,
};
