import type { StaffActor } from '../actor';
import { authorize } from '../auth/permissions';
import type { ChainStore, ProofStore } from './chain-store';
import { readCheckpoint } from './checkpoint';
import type { AuditKeys } from './keys';
import type { Prover } from './prove';
import type { Sealer } from './sealer';
import type { TrailStatus } from './view';

export interface StatusDeps {
  readonly chain: Pick<ChainStore, 'status' | 'checkpoints'>;
  readonly proofs: Pick<ProofStore, 'newest'>;
  readonly auditKeys: AuditKeys;
  readonly sealer: Pick<Sealer, 'stoppedBecause'>;
}

const CHECKPOINTS = 10;
const PROOFS = 10;

/** How the trail stands, without going through it. */
export async function trailStatus(deps: StatusDeps, actor: StaffActor): Promise<TrailStatus> {
  authorize(actor, 'history.read_all');
  const { jws, records, waiting } = await deps.chain.status();
  const head = jws ? await readCheckpoint(jws, deps.auditKeys.verifying) : undefined;
  const checkpoints = await deps.chain.checkpoints(CHECKPOINTS);
  return {
    records,
    waiting,
    stopped: deps.sealer.stoppedBecause,
    head: head ? { position: head.position, hash: head.hash, at: head.at } : null,
    keyId: deps.auditKeys.signing.kid,
    checkpoints: checkpoints.map(({ position, at }) => ({ position, at: at.toISOString() })),
    proofs: await deps.proofs.newest(PROOFS),
  };
}

/** Begins a proof, unless one is running. Its progress is in the status. */
export async function proveNow(
  deps: StatusDeps & { readonly prover: Pick<Prover, 'begin'> },
  actor: StaffActor,
): Promise<TrailStatus> {
  authorize(actor, 'audit.prove');
  await deps.prover.begin(actor);
  return trailStatus(deps, actor);
}
