import { GENESIS, hashOf } from '@/lib/audit/chain';
import { signCheckpoint } from '@/lib/audit/checkpoint';
import type { AuditEntry } from '@/lib/audit/entry';
import type { AuditKeys } from '@/lib/audit/keys';
import { toRecord } from '@/lib/audit/record';
import type { ChainItem, FoundCheckpoint, Trail, TrailEnding, TrailPart } from '@/lib/audit/trail';
import { verifyTrail } from '@/lib/audit/verify';
import type { Proof } from '@/lib/audit/view';
import { auditKeys } from '../../support/audit-keys';
import { ann, later } from '../../support/samples';

export interface MadeTrail {
  readonly items: readonly ChainItem[];
  /** Signed after each record, the first one of the first record. */
  readonly signatures: readonly string[];
}

/** A trail as the desk makes it, with a record for each entry. */
export async function makeTrail(
  entries: readonly Partial<AuditEntry>[],
  { keys = auditKeys, position = 0 }: { keys?: AuditKeys; position?: number } = {},
): Promise<MadeTrail> {
  const items: ChainItem[] = [];
  const signatures: string[] = [];
  let previous: Uint8Array = GENESIS;
  for (const [index, entry] of entries.entries()) {
    const n = position + index + 1;
    const { record, staff, customer } = toRecord({
      at: later(n),
      actor: ann,
      action: 'staff.signed_in',
      customerId: `C-${n}`,
      details: { n },
      ...entry,
    });
    const mac = keys.macOf(record);
    // Keys of rows are not places: some are skipped whenever a transaction is rolled back.
    const id = n + 10;
    const hash = hashOf(previous, { position: n, id, record, mac });
    items.push({ kind: 'record', position: n, id, record, staff, customer, mac, hash });
    const state = { position: n, hash: hash.toString('base64url'), at: later(n + 1).toISOString() };
    signatures.push(await signCheckpoint(keys, state));
    previous = hash;
  }
  return { items, signatures };
}

export function checkpoint(
  jws: string | undefined,
  beside: FoundCheckpoint['beside'] = null,
): FoundCheckpoint {
  return { kind: 'checkpoint', jws: jws ?? '', beside };
}

export interface Told {
  readonly start?: Trail['start'];
  readonly ending?: Partial<TrailEnding>;
  /** Parts that are read at once. */
  readonly batch?: number;
}

/** These parts, with this newest signature. */
export function trailOf(parts: readonly TrailPart[], seal: TrailEnding['seal'], told: Told = {}): Trail {
  const { start = { position: 0, hash: GENESIS }, ending = {}, batch = 2000 } = told;
  return {
    start,
    total: parts.length,
    async *parts() {
      for (let at = 0; at < parts.length; at += batch) yield parts.slice(at, at + batch);
    },
    ending: async () => ({
      seal,
      mustBeSigned: false,
      ahead: [],
      strays: [],
      unsigned: [],
      unrecorded: [],
      waiting: 0,
      stuckSince: null,
      ...ending,
    }),
  };
}

/** What comes of these parts, signed as the trail they were made of. */
export function prove(
  parts: readonly TrailPart[],
  { signatures }: Pick<MadeTrail, 'signatures'>,
  { kept = [], ...told }: Told & { readonly kept?: readonly string[] } = {},
): Promise<Proof> {
  const seal = signatures.length > 0 ? checkpoint(signatures.at(-1)) : null;
  return verifyTrail(trailOf(parts, seal, told), { keys: auditKeys.verifying, kept });
}
