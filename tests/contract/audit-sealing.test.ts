import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { keeper } from '@/lib/actor';
import { createChainStore } from '@/lib/adapters/postgres/audit-chain';
import type { Database } from '@/lib/adapters/postgres/database';
import { appendAudit } from '../support/audit-keys';
import { type AuditStage, emptyStage } from '../support/audit-stage';
import { engines } from '../support/engines';
import { ann, later } from '../support/samples';

describe.each(engines)('sealing on $name', ({ open }) => {
  let database: Database;
  beforeAll(async () => {
    database = await open();
  });
  let stage: AuditStage;
  beforeEach(async () => {
    stage = await emptyStage(database);
  });
  afterAll(() => database.close());

  const places = async () => {
    const { rows } = await sql<{ position: number; id: number; n: number }>`
      select c.position::int as position, a.id::int as id, (a.record -> 'details' ->> 'n')::int as n
      from audit_chain c join audit a on a.id = c.audit_id order by c.position`.execute(stage.database.db);
    return rows;
  };

  /** A copy of a record, in the line as if our own writers had written it. */
  const copy = (id: number) =>
    stage.tamper(sql`with copied as (
        insert into audit (record, staff, customer, mac) select record, staff, customer, mac from audit
        where id = ${id} returning id
      ) insert into audit_pending select id from copied`);

  test('gives everything that was committed one place, and nothing else, while many write and two seal', async () => {
    const { db } = stage.database;
    const other = stage.anotherSealer();
    const committed = new Set<number>();
    let writing = true;
    const write = async (writer: number) => {
      for (let turn = 0; turn < 5; turn++) {
        const numbers = [1, 2, 3].map((each) => writer * 100 + turn * 10 + each);
        const isUndone = (writer + turn) % 3 === 0;
        await db
          .transaction()
          .execute(async (tx) => {
            for (const n of numbers) {
              await appendAudit(tx, { at: later(n), actor: ann, action: 'staff.signed_in', details: { n } });
            }
            if (isUndone) throw new Error('undone');
          })
          .catch((error: Error) => expect(error.message).toBe('undone'));
        if (!isUndone) for (const n of numbers) committed.add(n);
      }
    };
    const seal = async (sealer: AuditStage['sealer']) => {
      while (writing) await sealer.seal();
    };
    const sealing = Promise.all([seal(stage.sealer), seal(other)]);
    await Promise.all(Array.from({ length: 6 }, (_, writer) => write(writer + 1)));
    writing = false;
    await sealing;
    await stage.sealer.seal();

    const found = await places();
    expect(committed.size).toBe(60);
    expect(found.map(({ position }) => position)).toEqual(found.map((_, index) => index + 1));
    expect(found.map(({ n }) => n).sort((a, b) => a - b)).toEqual([...committed].sort((a, b) => a - b));
    expect(new Set(found.map(({ id }) => id)).size).toBe(60);
    expect(await stage.prove(stage.witness.kept)).toMatchObject({ sound: true, records: 60, waiting: 0 });
    expect([stage.sealer.stoppedBecause, other.stoppedBecause]).toEqual([null, null]);
  });

  test('leaves nothing behind when it fails half-way', async () => {
    await stage.append({}, {});
    const extending = stage.chain.extend(10, async () => {
      throw new Error('the key is gone');
    });
    await expect(extending).rejects.toThrow('the key is gone');
    expect(await stage.chain.status()).toEqual({ jws: undefined, records: 0, waiting: 2 });
    await stage.sealer.seal();
    expect(await stage.chain.status()).toMatchObject({ records: 2, waiting: 0 });
  });

  test('takes as many as it is told, the oldest first', async () => {
    await stage.append({}, {}, {});
    let seen: readonly number[] = [];
    const waited = await stage.chain.extend(2, async (end, waiting) => {
      expect(end).toMatchObject({ jws: undefined, position: 0, keptAt: undefined });
      seen = waiting.map(({ id }) => id);
      return undefined;
    });
    expect(waited).toBe(2);
    expect(seen).toEqual([1, 2]);
  });

  // A mark says who wrote a record, not how often: a copy of it has the same one.
  test('gives no place to a copy of a record that has one', async () => {
    await stage.append({}, {});
    await stage.sealer.seal();
    await copy(1);
    await stage.append({});
    await stage.sealer.seal();
    expect((await places()).map(({ n }) => n)).toEqual([1, 2, 3]);
    expect((await stage.prove()).findings).toMatchObject([{ kind: 'inserted', id: 3 }]);
  });

  test('gives no two places to a record and a copy of it that wait together', async () => {
    await stage.append({}, {});
    await copy(2);
    await stage.sealer.seal();
    expect((await places()).filter(({ n }) => n === 2).length).toBeLessThan(2);
    expect((await stage.prove()).findings[0]).toMatchObject({ kind: 'inserted' });
  });

  // A machine may do the same thing twice in one moment, about nobody.
  test('gives two places to two records that say the same', async () => {
    const same = { actor: keeper, at: later(1), action: 'audit.proved' as const, details: {} };
    for (let time = 0; time < 2; time++) await appendAudit(database.db, same);
    await stage.sealer.seal();
    expect(await stage.prove()).toMatchObject({ sound: true, records: 2 });
  });

  test('a record of which the line lost its key is told as one without a place', async () => {
    await stage.append({}, {});
    await stage.tamper(sql`delete from audit_pending where audit_id = 1`);
    await stage.sealer.seal();
    expect((await stage.prove()).findings).toMatchObject([{ kind: 'inserted', position: null, id: 1 }]);
  });

  test('status, checkpoints and the place before a moment are what was sealed', async () => {
    const chain = createChainStore(stage.database.db);
    expect(await chain.status()).toEqual({ jws: undefined, records: 0, waiting: 0 });
    expect(await chain.placeBefore(later(3600))).toMatchObject({ position: 0 });
    for (const count of [2, 1, 3]) {
      await stage.append(...Array.from({ length: count }, () => ({})));
      await stage.sealer.seal();
      await stage.clock.advance(60_000);
    }
    await stage.append({});
    expect(await chain.status()).toMatchObject({ records: 6, waiting: 1 });
    expect((await chain.checkpoints(2)).map(({ position, at }) => [position, at])).toEqual([
      [6, later(120)],
      [3, later(60)],
    ]);
    const { rows } = await sql<{ hash: Buffer }>`select hash from audit_chain where position = 3`.execute(
      stage.database.db,
    );
    const place = await chain.placeBefore(later(61));
    expect(place.position).toBe(3);
    expect(Buffer.from(place.hash)).toEqual(Buffer.from(rows[0]?.hash ?? ''));
    expect(await chain.placeBefore(later(60))).toMatchObject({ position: 2 });
    expect(await chain.placeBefore(later(0))).toMatchObject({ position: 0 });
  });
});
