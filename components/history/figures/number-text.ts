import { say } from '@/messages/figures';
import { locale } from '@/messages/locale';
import { durationText } from '../duration-text';

const oneDigit = { minimumFractionDigits: 1, maximumFractionDigits: 1 } as const;
const tenths = new Intl.NumberFormat(locale, oneDigit);
const percent = new Intl.NumberFormat(locale, { style: 'percent', ...oneDigit });

/** Below this a single verification moves a rate by five points and more, and the 95th percentile is the slowest one. */
const FEW = 20;

export function isFew(count: number): boolean {
  return count < FEW;
}

/** `71.2%`; a dash where there is nothing to take a share of. */
export function rateText(share: number | null): string {
  return share === null ? '–' : percent.format(share);
}

/** Differences between rates are in points: `3.2 points`. */
export function pointsText(share: number): string {
  const number = tenths.format(share * 100);
  return say.change.points({ number, isOne: number === tenths.format(1) });
}

/** `14.2 s`, `2 min 5 s`; a dash where there is none. */
export function secondsText(seconds: number | null): string {
  return seconds === null ? '–' : durationText(seconds);
}
