import { base64url, type JWK } from 'jose';
import { z } from 'zod';
import { say } from '@/messages/audit/trail';
import type { Trail, TrailPart } from './trail';

/*
 * An exported trail, JSON Lines: a header, records with the checkpoints between them, and a signed end.
 * Records are embedded as they are, so that whoever has SHA-256 and RFC 8785 at hand can check the file.
 */

/** Lines read at once. */
const BATCH = 2000;

export interface FileHeader {
  readonly type: 'countersign-audit';
  readonly version: 1;
  /** The place before the first record, and the hash of the chain up to there, base64url. */
  readonly start: { readonly position: number; readonly hash: string };
  /** Public keys. Compare them with what you were given before you trust them. */
  readonly keys: readonly JWK[];
}

export function headerLine(header: FileHeader): string {
  return `${JSON.stringify(header)}\n`;
}

export function endLine(jws: string): string {
  return `${JSON.stringify({ end: jws })}\n`;
}

/** A place without its record is exported as such: the file then proves no more than the database does. */
export function partLine(part: TrailPart): string {
  if (part.kind === 'checkpoint') return `${JSON.stringify({ checkpoint: part.jws })}\n`;
  if (part.kind === 'rubbish') throw new TypeError('Only records and checkpoints are exported');
  const { position, id, record, staff, customer, mac, hash } = part;
  return (
    `{"position":${position},"id":${id},"record":${record},"staff":${staff},"customer":${customer},` +
    `"mac":"${base64url.encode(mac)}","hash":"${base64url.encode(hash)}"}\n`
  );
}

const bytes = z
  .string()
  .regex(/^[\w-]{43}$/, { abort: true })
  .refine((text) => base64url.encode(base64url.decode(text)) === text)
  .transform((text) => base64url.decode(text));
const whole = z.number().int().positive();
const object = z.record(z.string(), z.unknown()).nullable();
const headerSchema = z.object({
  type: z.literal('countersign-audit'),
  version: z.literal(1),
  start: z.object({ position: z.number().int().nonnegative(), hash: bytes }),
  keys: z.array(z.record(z.string(), z.unknown())),
});
const recordSchema = z.strictObject({
  position: whole,
  id: whole,
  record: object,
  staff: object,
  customer: object,
  mac: bytes,
  hash: bytes,
});

/** The file is none of ours, or its first line is spoilt. */
export class NoTrailError extends Error {
  override readonly name = 'NoTrailError';
}

/**
 * @param lines opens the file anew, each time
 * @throws NoTrailError
 */
export async function readTrailFile(
  lines: () => AsyncIterable<string>,
): Promise<{ readonly trail: Trail; readonly keys: readonly JWK[] }> {
  const header = headerSchema.safeParse(parsed(await firstOf(lines())));
  if (!header.success) throw new NoTrailError(say.file.notATrail);
  const { start, keys } = header.data;
  let end: string | null = null;

  async function* parts(): AsyncGenerator<readonly TrailPart[]> {
    end = null;
    let number = 0;
    let last = start.position;
    let batch: TrailPart[] = [];
    for await (const line of lines()) {
      number++;
      if (number === 1 || line === '') continue;
      const value = parsed(line);
      if (
        end === null &&
        isRecord(value) &&
        typeof value.end === 'string' &&
        endLine(value.end) === `${line}\n`
      ) {
        end = value.end;
        continue;
      }
      // Nothing stands after the end, and only what we would have written ourselves: readers differ in what they make
      // of anything else.
      const part = end === null ? partOf(value, last) : undefined;
      const isExact = part && partLine(part) === `${line}\n`;
      if (isExact && part.kind === 'record') last = part.position;
      batch.push(isExact ? part : { kind: 'rubbish', line: number });
      if (batch.length === BATCH) {
        yield batch;
        batch = [];
      }
    }
    yield batch;
  }

  const trail: Trail = {
    start,
    total: null,
    parts,
    async ending() {
      return {
        seal: end === null ? null : { kind: 'export', jws: end },
        mustBeSigned: true,
        ahead: [],
        strays: [],
        unsigned: [],
        unrecorded: [],
        waiting: 0,
        stuckSince: null,
      };
    },
  };
  return { trail, keys: keys as JWK[] }; // whether it is a key is found out when it is used
}

/** @param last the place of the record before, which is the one a checkpoint covers last */
function partOf(value: unknown, last: number): TrailPart | undefined {
  if (!isRecord(value)) return undefined;
  if (typeof value.checkpoint === 'string')
    return { kind: 'checkpoint', jws: value.checkpoint, beside: { position: last, at: null } };
  const found = recordSchema.safeParse(value);
  if (!found.success) return undefined;
  const { record, staff, customer, ...rest } = found.data;
  return { kind: 'record', ...rest, record: text(record), staff: text(staff), customer: text(customer) };
}

/** Records are canonical JSON: written again in the order they were read, they are the text that was hashed. */
function text(value: object | null): string | null {
  return value === null ? null : JSON.stringify(value);
}

function parsed(line: string | undefined): unknown {
  try {
    return JSON.parse(line ?? '');
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

async function firstOf(lines: AsyncIterable<string>): Promise<string | undefined> {
  for await (const line of lines) return line;
  return undefined;
}
