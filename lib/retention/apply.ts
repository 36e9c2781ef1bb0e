import { keeper } from '../actor';
import type { Clock } from '../clock';
import type { RetentionDays } from './days';
import { keepingsOf } from './days';
import type { Removal, RetentionStore } from './store';
import type { Amount, RetentionClass } from './view';

export interface ApplyDeps {
  readonly retention: RetentionStore;
  readonly retentionDays: RetentionDays;
  readonly clock: Clock;
}

/** Once a day is enough. */
const EVERY_MS = 24 * 60 * 60 * 1000;
/** A run that removed nothing for this long died with its node; a batch takes well under a second. */
const DEAD_MS = 5 * 60 * 1000;

export type Applied =
  | { readonly kind: 'done'; readonly went: Amount }
  /** Told to stop half-way; the next run goes on. */
  | { readonly kind: 'broken_off'; readonly went: Amount }
  /** Done today, or another node is at it. */
  | { readonly kind: 'not_due' }
  | { readonly kind: 'kept_for_good' };

/**
 * Removes what a class keeps no longer, batch by batch, if that is due. What is removed is recorded first, with each
 * batch, so it does not matter where a run ends: what is left is found by the next.
 *
 * @param options `again`: also when it was done today; `isStopped`: asked between two batches
 * @throws what the database throws; the run is then kept as failed
 */
export async function applyRetention(
  { retention, retentionDays, clock }: ApplyDeps,
  name: RetentionClass,
  { again = false, isStopped = () => false }: { again?: boolean; isStopped?: () => boolean } = {},
): Promise<Applied> {
  const now = clock.now();
  const before = keepingsOf(retentionDays, now).find((keeping) => keeping.class === name)?.before;
  if (!before) return { kind: 'kept_for_good' };
  const removal: Removal = { class: name, before: new Date(before) };
  const run = await retention.begin(removal, now, {
    unlessDoneSince: again ? null : new Date(now.getTime() - EVERY_MS),
    movedSince: new Date(now.getTime() - DEAD_MS),
  });
  if (!run) return { kind: 'not_due' };
  let went: Amount = { rows: 0, records: 0 };
  try {
    while (!isStopped()) {
      const at = clock.now();
      const gone = await retention.removeBatch(run, removal, at, ({ rows, records }) => ({
        at,
        actor: keeper,
        action: 'retention.applied',
        details: { class: name, before, records, rows },
      }));
      if (!gone) {
        await retention.end(run, 'done', clock.now());
        return { kind: 'done', went };
      }
      went = { rows: went.rows + gone.rows, records: went.records + gone.records };
    }
    await retention.end(run, 'broken_off', clock.now());
    return { kind: 'broken_off', went };
  } catch (error) {
    await retention.end(run, 'failed', clock.now()).catch(() => {});
    throw error;
  }
}
