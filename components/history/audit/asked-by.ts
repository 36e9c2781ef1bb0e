import type { ProofRun } from '@/lib/audit/view';
import { say } from '@/messages/audit';

/** Whose proof it was: a person's, or the one the desk makes by itself every day. */
export function askedBy(run: Pick<ProofRun, 'askedBy'>): string {
  return run.askedBy === 'keeper' ? say.proofs.desk : run.askedBy;
}
