import fc from 'fast-check';

/** Set for a run that takes its time: `npm run test:long`. */
export const isLong = process.env.TEST_LONG === 'true';

/** How many cases a property is tried with: few in every run, twenty times as many in a long one. */
export function tries(few: number): number {
  return isLong ? few * 20 : few;
}

// The same cases in every run, so that who sees one fail has broken it. A long run draws its own and says which.
if (!isLong) fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: 20261122 });
