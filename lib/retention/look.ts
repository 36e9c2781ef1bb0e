import type { StaffActor } from '../actor';
import { authorize } from '../auth/permissions';
import type { ApplyDeps } from './apply';
import { keepingsOf } from './days';
import type { KeepingDue, RetentionView } from './view';

/**
 * What is kept how long, and what went when.
 *
 * @param options `dryRun`: also what would go now, which reads as much as a run would
 */
export async function lookAtRetention(
  deps: ApplyDeps,
  actor: StaffActor,
  { dryRun }: { readonly dryRun: boolean },
): Promise<RetentionView> {
  authorize(actor, 'history.read_all');
  const now = deps.clock.now();
  return {
    keepings: keepingsOf(deps.retentionDays, now),
    lastRuns: await deps.retention.lastRuns(),
    dryRun: dryRun ? { at: now.toISOString(), lines: await countDue(deps) } : null,
  };
}

/** What the next run would remove, class by class. Changes nothing. */
export async function countDue({ retention, retentionDays, clock }: ApplyDeps): Promise<KeepingDue[]> {
  const lines: KeepingDue[] = [];
  for (const keeping of keepingsOf(retentionDays, clock.now())) {
    const due = keeping.before
      ? await retention.count({ class: keeping.class, before: new Date(keeping.before) })
      : null;
    lines.push({ ...keeping, due });
  }
  return lines;
}
