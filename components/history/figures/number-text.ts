import { durationText } from '../duration-text';

const whole = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });
const tenths = new Intl.NumberFormat('en-GB', { minimumFractionDigits: 1, maximumFractionDigits: 1 });

/** Below this a single verification moves a rate by five points and more, and the 95th percentile is the slowest one. */
const FEW = 20;

export function isFew(count: number): boolean {
  return count < FEW;
}

export function countText(count: number): string {
  return whole.format(count);
}

/** `71.2%`; a dash where there is nothing to take a share of. */
export function rateText(share: number | null): string {
  return share === null ? '–' : `${tenths.format(share * 100)}%`;
}

/** Differences between rates are in points: `3.2 points`. */
export function pointsText(share: number): string {
  const shown = tenths.format(share * 100);
  return `${shown} ${shown === '1.0' ? 'point' : 'points'}`;
}

/** `14.2 s`, `2 min 5 s`; a dash where there is none. */
export function secondsText(seconds: number | null): string {
  return seconds === null ? '–' : durationText(seconds);
}
