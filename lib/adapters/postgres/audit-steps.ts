import type { Kysely, RawBuilder } from 'kysely';
import type { Schema } from './schema';

/** Rows looked at in one statement: none of them may run for long on a database that is in use. */
const STEP = 20_000;
/** Enough to be told one by one. */
export const MOST = 20;

/**
 * Goes through a table from its first row to its last.
 *
 * @param greatest selects the greatest key as `max`
 * @param find selects what was found between two keys, the first not included
 */
export async function inSteps<Found>(
  db: Kysely<Schema>,
  greatest: RawBuilder<unknown>,
  find: (from: number, to: number) => RawBuilder<unknown>,
  onStep: () => void = () => {},
): Promise<Found[]> {
  const { rows } = (await greatest.execute(db)) as { rows: { max: string | null }[] }; // as selected by who calls
  const end = Number(rows[0]?.max ?? 0);
  const found: Found[] = [];
  for (let from = 0; from < end && found.length < MOST; from += STEP) {
    const step = (await find(from, from + STEP).execute(db)) as { rows: Found[] }; // as selected by who calls
    found.push(...step.rows);
    onStep();
  }
  return found;
}
