import type { JWK } from 'jose';
import { GENESIS } from '@/lib/audit/chain';
import { signExportEnd } from '@/lib/audit/checkpoint';
import type { AuditEntry } from '@/lib/audit/entry';
import { endLine, headerLine, NoTrailError, partLine, readTrailFile } from '@/lib/audit/file';
import { verifyTrail } from '@/lib/audit/verify';
import type { Finding, Proof } from '@/lib/audit/view';
import { auditKeys } from '../../support/audit-keys';
import { later } from '../../support/samples';
import { checkpoint, makeTrail } from './trails';

/** An exported trail: its lines, without their ends. A checkpoint stands after each of the places named. */
export async function exported(
  entries: readonly Partial<AuditEntry>[],
  checkpointsAfter: readonly number[] = [],
): Promise<string[]> {
  const { items, signatures } = await makeTrail(entries);
  const header = headerLine({
    type: 'countersign-audit',
    version: 1,
    start: { position: 0, hash: GENESIS.toString('base64url') },
    keys: auditKeys.verifying,
  });
  const body = items.flatMap((item) => [
    partLine(item),
    ...(checkpointsAfter.includes(item.position)
      ? [partLine(checkpoint(signatures[item.position - 1]))]
      : []),
  ]);
  const last = items.at(-1);
  const jws = await signExportEnd(auditKeys, {
    first: 1,
    last: last?.position ?? 0,
    hash: Buffer.from(last?.hash ?? GENESIS).toString('base64url'),
    at: later(60).toISOString(),
  });
  return [header, ...body, endLine(jws)].map((line) => line.trimEnd());
}

export function linesOf(text: string): string[] {
  const lines = text.split(/\r\n|\n|\r/);
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
}

export function proveFile(text: string, keys: readonly JWK[] = auditKeys.verifying): Promise<Proof> {
  return proveLines(linesOf(text), keys);
}

async function proveLines(lines: readonly string[], keys: readonly JWK[]): Promise<Proof> {
  const { trail } = await readTrailFile(async function* () {
    yield* lines;
  });
  return verifyTrail(trail, { keys });
}

/** What is found in the file; null when it is not taken for one at all. Nothing found is an empty list. */
export async function foundIn(text: string): Promise<readonly Finding[] | null> {
  try {
    return (await proveFile(text)).findings;
  } catch (error) {
    if (error instanceof NoTrailError) return null;
    throw error;
  }
}
