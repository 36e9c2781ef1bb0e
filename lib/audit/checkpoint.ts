import {
  base64url,
  CompactSign,
  compactVerify,
  createLocalJWKSet,
  decodeProtectedHeader,
  type JWK,
} from 'jose';
import { z } from 'zod';
import type { AuditKeys } from './keys';

/** The state of the chain at one moment: whoever keeps a signed one elsewhere can tell whether what it covers was changed. */
export interface Checkpoint {
  /** Of the last record covered; 0 before the first. */
  readonly position: number;
  /** Hash of the whole chain up to there, base64url. */
  readonly hash: string;
  /** ISO 8601 */
  readonly at: string;
}

/** What an exported part of the chain ends with, so that it cannot be cut short. */
export interface ExportEnd {
  readonly first: number;
  readonly last: number;
  /** Hash of the chain up to `last`, base64url. */
  readonly hash: string;
  readonly at: string;
}

const count = z.number().int().nonnegative();
const hash = z.string().regex(/^[\w-]{43}$/);
const checkpointSchema = z.object({ type: z.literal('checkpoint'), position: count, hash, at: z.string() });
const exportEndSchema = z.object({
  type: z.literal('export'),
  first: count,
  last: count,
  hash,
  at: z.string(),
});

/** JWS compact serialization (RFC 7515) with EdDSA (RFC 8037). */
export function signCheckpoint(
  keys: Pick<AuditKeys, 'signing'>,
  { position, hash, at }: Checkpoint,
): Promise<string> {
  return sign(keys, { type: 'checkpoint', position, hash, at });
}

export function signExportEnd(
  keys: Pick<AuditKeys, 'signing'>,
  { first, last, hash, at }: ExportEnd,
): Promise<string> {
  return sign(keys, { type: 'export', first, last, hash, at });
}

/** @returns undefined when none of these keys signed it, or something else than a checkpoint */
export async function readCheckpoint(
  jws: string,
  keys: readonly JWK[],
): Promise<(Checkpoint & { readonly kid: string }) | undefined> {
  const payload = checkpointSchema.safeParse(await open(jws, keys));
  const kid = payload.success ? decodeProtectedHeader(jws).kid : undefined;
  return payload.success && kid ? { ...payload.data, kid } : undefined;
}

export async function readExportEnd(jws: string, keys: readonly JWK[]): Promise<ExportEnd | undefined> {
  const payload = exportEndSchema.safeParse(await open(jws, keys));
  return payload.success ? payload.data : undefined;
}

function sign({ signing }: Pick<AuditKeys, 'signing'>, payload: object): Promise<string> {
  return new CompactSign(new TextEncoder().encode(JSON.stringify(payload)))
    .setProtectedHeader({ alg: 'EdDSA', kid: signing.kid, typ: 'countersign-audit' })
    .sign(signing.key);
}

/** Base64url leaves bits over at the end: only one spelling of a signature counts. */
function isExact(jws: string): boolean {
  return jws.split('.').every((part) => base64url.encode(base64url.decode(part)) === part);
}

async function open(jws: string, keys: readonly JWK[]): Promise<unknown> {
  try {
    const { payload, protectedHeader } = await compactVerify(jws, createLocalJWKSet({ keys: [...keys] }), {
      algorithms: ['EdDSA'],
    });
    if (protectedHeader.typ !== 'countersign-audit' || !isExact(jws)) return undefined;
    return JSON.parse(new TextDecoder().decode(payload));
  } catch {
    return undefined;
  }
}
