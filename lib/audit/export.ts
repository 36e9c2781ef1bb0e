import { base64url } from 'jose';
import type { StaffActor } from '../actor';
import { authorize } from '../auth/permissions';
import type { Clock } from '../clock';
import { GENESIS } from './chain';
import type { ChainStore } from './chain-store';
import { readCheckpoint, signExportEnd } from './checkpoint';
import type { AuditLog } from './entry';
import { endLine, headerLine, partLine } from './file';
import type { AuditKeys } from './keys';
import { type Sealer, TrailAlteredError } from './sealer';

export interface ExportTrailDeps {
  readonly chain: ChainStore;
  readonly auditKeys: AuditKeys;
  readonly sealer: Pick<Sealer, 'seal'>;
  readonly audit: AuditLog;
  readonly clock: Clock;
}

/**
 * The trail as a file that proves itself: everything, or what was recorded since a moment (from the last kept checkpoint
 * before it). It tells of its own export, too.
 */
export async function exportTrail(
  deps: ExportTrailDeps,
  actor: StaffActor,
  since: Date | null,
): Promise<AsyncIterable<string>> {
  authorize(actor, 'history.export');
  await deps.audit.append({
    at: deps.clock.now(),
    actor,
    action: 'audit.exported',
    details: { since: since?.toISOString() ?? null },
  });
  await sealed(deps);
  const start = since ? await deps.chain.placeBefore(since) : { position: 0, hash: GENESIS };
  return lines(deps, start);
}

async function* lines(
  { chain, auditKeys, sealer, clock }: ExportTrailDeps,
  start: { readonly position: number; readonly hash: Uint8Array },
): AsyncGenerator<string> {
  const hash = Buffer.from(start.hash).toString('base64url');
  yield headerLine({
    type: 'countersign-audit',
    version: 1,
    start: { position: start.position, hash },
    keys: auditKeys.verifying,
  });
  let from = start;
  let end = { position: start.position, hash };
  // Twice: what tells of a person may be removed while the first is written, and the record of that comes after it.
  for (const isLast of [false, true]) {
    const trail = await chain.trail(from);
    for await (const parts of trail.parts()) yield parts.map(partLine).join('');
    // What was signed before, not what is there now: an export must not lend its signature to what was altered.
    const signed = trail.head && (await readCheckpoint(trail.head, auditKeys.verifying));
    if (!signed) break;
    end = signed;
    from = { position: signed.position, hash: base64url.decode(signed.hash) };
    if (!isLast) await sealed({ sealer });
  }
  const jws = await signExportEnd(auditKeys, {
    first: start.position + 1,
    last: end.position,
    hash: end.hash,
    at: clock.now().toISOString(),
  });
  yield endLine(jws);
}

/** The newest signed state of the chain, to be kept elsewhere: JWS. Undefined before the first record. */
export async function newestCheckpoint(
  { chain, auditKeys, sealer }: Pick<ExportTrailDeps, 'chain' | 'auditKeys' | 'sealer'>,
  actor: StaffActor,
): Promise<string | undefined> {
  authorize(actor, 'history.export');
  await sealed({ sealer });
  const { jws } = await chain.status();
  return jws && (await readCheckpoint(jws, auditKeys.verifying)) ? jws : undefined;
}

/** An altered trail takes nothing more, and is exported as it is. */
async function sealed({ sealer }: Pick<ExportTrailDeps, 'sealer'>): Promise<void> {
  await sealer.seal().catch((error: unknown) => {
    if (!(error instanceof TrailAlteredError)) throw error;
  });
}
