import { type RawBuilder, sql } from 'kysely';
import { createChainStore } from '@/lib/adapters/postgres/audit-chain';
import type { Database } from '@/lib/adapters/postgres/database';
import { GENESIS } from '@/lib/audit/chain';
import type { ChainStore } from '@/lib/audit/chain-store';
import type { AuditEntry } from '@/lib/audit/entry';
import { Sealer, type Witness } from '@/lib/audit/sealer';
import { verifyTrail } from '@/lib/audit/verify';
import type { Proof } from '@/lib/audit/view';
import { appendAudit, auditKeys } from './audit-keys';
import { FakeClock } from './fake-clock';
import { recordingLog } from './recording-log';
import { ann, later, START } from './samples';

/** A trail in a database of its own, and somebody who can do anything to it but sign. */
export interface AuditStage {
  readonly database: Database;
  readonly chain: ChainStore;
  readonly clock: FakeClock;
  readonly sealer: Sealer;
  readonly witness: Witness & { readonly kept: string[] };
  append(...entries: Partial<AuditEntry>[]): Promise<void>;
  /** Changes the tables as the database's owner can, past the triggers that keep everybody else from it. */
  tamper(...statements: RawBuilder<unknown>[]): Promise<void>;
  prove(kept?: readonly string[]): Promise<Proof>;
  /** Another node on the same trail. */
  anotherSealer(witness?: Witness): Sealer;
}

/** A stage like on a database that was never used, which takes a tenth of the time to make. */
export async function emptyStage(database: Database): Promise<AuditStage> {
  const stage = auditStage(database);
  await stage.tamper(
    sql`truncate audit, audit_pending, audit_chain, audit_checkpoints, audit_head, audit_proofs, verifications,
      reports, alarms
      restart identity`,
  );
  return stage;
}

export function auditStage(database: Database): AuditStage {
  const { db } = database;
  const chain = createChainStore(db);
  const clock = new FakeClock(START.toISOString());
  const witness = memoryWitness();
  const anotherSealer = (other: Witness = memoryWitness()) =>
    new Sealer({ chain, keys: auditKeys, witness: other, clock, log: recordingLog().log });
  let count = 0;
  return {
    database,
    chain,
    clock,
    witness,
    sealer: anotherSealer(witness),
    anotherSealer,
    async append(...entries) {
      for (const entry of entries) {
        await appendAudit(db, {
          at: later(++count),
          actor: ann,
          action: 'staff.signed_in',
          customerId: `C-${count}`,
          details: { n: count },
          ...entry,
        });
      }
    },
    tamper: (...statements) =>
      db.transaction().execute(async (tx) => {
        await sql`set local session_replication_role = replica`.execute(tx);
        // Whoever owns the tables owns what keeps copies out of them.
        await sql`drop index if exists audit_mac`.execute(tx);
        for (const statement of statements) await statement.execute(tx);
      }),
    prove: async (kept = []) =>
      verifyTrail(await chain.trail({ position: 0, hash: GENESIS }), { keys: auditKeys.verifying, kept }),
  };
}

function memoryWitness(): Witness & { readonly kept: string[] } {
  const kept: string[] = [];
  return {
    kept,
    newest: async () => kept.slice(-1),
    keep: async (jws) => void kept.push(jws),
    note: async () => {},
  };
}
