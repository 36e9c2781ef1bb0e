import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { keeper } from '@/lib/actor';
import { createAuditLog } from '@/lib/adapters/postgres/audit-log';
import type { Database } from '@/lib/adapters/postgres/database';
import { GENESIS } from '@/lib/audit/chain';
import type { ChainStore } from '@/lib/audit/chain-store';
import { exportTrail } from '@/lib/audit/export';
import { readTrailFile } from '@/lib/audit/file';
import { verifyTrail } from '@/lib/audit/verify';
import { verifySettled } from '@/lib/audit/verify-settled';
import { appendAudit, auditKeys } from '../support/audit-keys';
import { type AuditStage, emptyStage } from '../support/audit-stage';
import { engines } from '../support/engines';
import { later, sue } from '../support/samples';

const parts = [
  { part: 'staff', whose: 'who acted' },
  { part: 'customer', whose: 'whom it concerned' },
] as const;

describe.each(engines)('who is removed from a trail on $name', ({ open }) => {
  let database: Database;
  beforeAll(async () => {
    database = await open();
  });
  let stage: AuditStage;
  beforeEach(async () => {
    stage = await emptyStage(database);
    // Of the seconds 1 to 6.
    await stage.append({}, {}, {}, {}, {}, {});
    await stage.sealer.seal();
  });
  afterAll(() => database.close());

  /** As the retention does it: what is removed is recorded in the same transaction, if it is at all. */
  const remove = (part: 'staff' | 'customer', ids: readonly number[], before?: Date) =>
    stage.database.db.transaction().execute(async (tx) => {
      if (before) {
        await appendAudit(tx, {
          // Of this moment: what has waited for long is a finding of its own.
          at: new Date(),
          actor: keeper,
          action: 'retention.applied',
          details: { class: part, before: before.toISOString() },
        });
      }
      await sql`set local countersign.retention = 'on'`.execute(tx);
      await sql`update audit set ${sql.ref(part)} = null where id = any(${ids})`.execute(tx);
    });

  describe.each(parts)('($whose)', ({ part, whose }) => {
    test('in time, with a record of it, is in order, and counts', async () => {
      await remove(part, [1, 2, 3], later(4));
      await stage.sealer.seal();
      const proof = await stage.prove(stage.witness.kept);
      expect(proof).toMatchObject({ sound: true, findings: [], records: 7 });
      expect(proof.erased).toEqual({ staff: 0, customer: 0, [part]: 3 });
    });

    test('without a record of it is told, with the first one', async () => {
      await remove(part, [2, 5]);
      const { findings } = await stage.prove();
      expect(findings).toMatchObject([
        { kind: 'erased_unrecorded', position: 2, id: 2, says: expect.stringContaining(whose) },
      ]);
    });

    test('beyond what a record of it says is told, with the first one beyond', async () => {
      await remove(part, [1, 2, 4, 5], later(3));
      await stage.sealer.seal();
      expect((await stage.prove()).findings).toMatchObject([{ kind: 'erased_unrecorded', position: 4 }]);
    });

    test('by a record that our writers did not write is told', async () => {
      await remove(part, [1]);
      const record = JSON.stringify({
        action: 'retention.applied',
        at: later(600).toISOString(),
        details: { before: later(60).toISOString(), class: part },
      });
      await sql`with forged as (
          insert into audit (record, mac) values (${record}::json, ${Buffer.alloc(32)}) returning id
        ) insert into audit_pending select id from forged`.execute(stage.database.db);
      await stage.append({});
      await stage.sealer.seal();
      const kinds = (await stage.prove()).findings.map(({ kind }) => kind);
      expect(kinds).toEqual(expect.arrayContaining(['erased_unrecorded', 'inserted']));
    });

    // The retention runs while a proof does, and its record has no place yet: they meet.
    test('while a proof goes through the trail is in order', async () => {
      let opened = 0;
      const open = async () => {
        const trail = await stage.chain.trail({ position: 0, hash: GENESIS });
        if (++opened === 1) await remove(part, [1, 2], later(3));
        return trail;
      };
      const proof = await verifySettled(open, { keys: auditKeys.verifying }, () => stage.sealer.seal());
      expect(proof).toMatchObject({ sound: true, findings: [], records: 7 });
      expect(opened).toBe(2);
    });

    test('without a record of it is told also by whoever looks again', async () => {
      await remove(part, [2]);
      let settled = 0;
      const proof = await verifySettled(
        () => stage.chain.trail({ position: 0, hash: GENESIS }),
        { keys: auditKeys.verifying },
        async () => void settled++,
      );
      expect(proof.findings).toMatchObject([{ kind: 'erased_unrecorded', position: 2 }]);
      expect(settled).toBe(2);
    });

    test('while the trail is exported is in order in the file as well', async () => {
      let isRemoved = false;
      const trail: ChainStore['trail'] = async (after) => {
        const found = await stage.chain.trail(after);
        if (!isRemoved) await remove(part, [1, 2], later(3));
        isRemoved = true;
        return found;
      };
      const { clock, sealer } = stage;
      const audit = createAuditLog(database.db, appendAudit);
      const parts: string[] = [];
      const chain = { ...stage.chain, trail };
      for await (const text of await exportTrail({ chain, auditKeys, sealer, audit, clock }, sue, null)) {
        parts.push(text);
      }
      const file = await readTrailFile(async function* () {
        yield* parts.join('').trimEnd().split('\n');
      });
      expect((await verifyTrail(file.trail, { keys: auditKeys.verifying })).findings).toEqual([]);
    });
  });
});
