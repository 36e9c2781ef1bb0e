import type { StaffActor } from '../actor';
import { authorize } from '../auth/permissions';
import type { ProofStore } from './chain-store';
import type { LastProof } from './view';

/** When the trail was last proved, and whether it held. Null before the first time. */
export async function lastProof(
  { proofs }: { readonly proofs: Pick<ProofStore, 'last'> },
  actor: StaffActor,
): Promise<LastProof | null> {
  authorize(actor, 'history.read_all');
  const run = await proofs.last();
  return run
    ? { at: run.endedAt ?? run.startedAt, records: run.records, sound: run.state === 'sound' }
    : null;
}
