import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { keeper } from '@/lib/actor';
import { createAuditLog } from '@/lib/adapters/postgres/audit-log';
import type { Database } from '@/lib/adapters/postgres/database';
import { createProofStore } from '@/lib/adapters/postgres/proof-store';
import type { ChainStore, ProofStore } from '@/lib/audit/chain-store';
import { beginProof, type ProveDeps, Prover } from '@/lib/audit/prove';
import type { TrailPart } from '@/lib/audit/trail';
import { appendAudit, auditKeys } from '../support/audit-keys';
import { type AuditStage, emptyStage } from '../support/audit-stage';
import { engines } from '../support/engines';
import { eventually } from '../support/eventually';
import { quiet } from '../support/fake-clock';
import { type RecordingLog, recordingLog } from '../support/recording-log';
import { later, sue } from '../support/samples';

const HOUR = 3_600_000;

describe.each(engines)('proofs on $name', ({ open }) => {
  let database: Database;
  beforeAll(async () => {
    database = await open();
  });
  let stage: AuditStage;
  let proofs: ProofStore;
  let logged: RecordingLog;
  let deps: ProveDeps;
  beforeEach(async () => {
    stage = await emptyStage(database);
    const { db } = stage.database;
    proofs = createProofStore(db);
    logged = recordingLog();
    await stage.append({}, {}, {}, {});
    await stage.sealer.seal();
    deps = {
      chain: stage.chain,
      proofs,
      sealer: stage.sealer,
      keys: auditKeys,
      keptCheckpoints: async () => stage.witness.kept,
      audit: createAuditLog(db, appendAudit),
      clock: stage.clock,
      log: logged.log,
    };
  });
  afterAll(() => database.close());

  const recorded = async () => {
    const { rows } = await sql<{ by: string | null; details: object }>`
      select staff_id as by, record -> 'details' as details from audit where action = 'audit.proved'
      order by id`.execute(stage.database.db);
    return rows;
  };

  /** A trail that waits in the middle until it is let go, and what happens to it then. */
  function slow(then: () => void = () => {}): { readonly chain: ChainStore; readonly go: () => void } {
    let go = () => {};
    const gate = new Promise<void>((resolve) => {
      go = resolve;
    });
    const trail: ChainStore['trail'] = async (after) => {
      const whole = await stage.chain.trail(after);
      return {
        ...whole,
        async *parts(): AsyncGenerator<readonly TrailPart[]> {
          for await (const batch of whole.parts()) {
            yield batch.slice(0, 2);
            await gate;
            then();
            yield batch.slice(2);
          }
        },
      };
    };
    return { chain: { ...stage.chain, trail }, go: () => go() };
  }

  test('are recorded with who asked and what came of it', async () => {
    const begun = await beginProof(deps, sue);
    expect(await begun?.ended).toMatchObject({ sound: true, records: 4 });
    expect(await proofs.last()).toEqual({
      state: 'sound',
      startedAt: later(0).toISOString(),
      endedAt: later(0).toISOString(),
      askedBy: sue.name,
      records: 4,
      total: 0,
      findings: [],
    });
    expect(await recorded()).toEqual([{ by: sue.subject, details: { outcome: 'sound', records: 4 } }]);
    expect(logged.at('error')).toBe(0);
  });

  test('of a trail that does not hold are kept with what was found, and logged', async () => {
    await stage.tamper(sql`update audit set mac = sha256(mac) where id = 2`);
    const begun = await beginProof(deps, sue);
    expect(await begun?.ended).toMatchObject({ sound: false });
    const last = await proofs.last();
    expect(last).toMatchObject({
      state: 'unsound',
      records: 4,
      findings: [{ kind: 'changed', position: 2, id: 2 }],
    });
    const [record] = await recorded();
    expect(record?.details).toMatchObject({ outcome: 'unsound', first_finding: last?.findings[0]?.says });
    expect(logged.text()).toContain('the audit trail does not hold');
  });

  test('also hold the trail against what was kept outside of the database', async () => {
    deps = { ...deps, keptCheckpoints: async () => ['a letter from somebody else'] };
    const begun = await beginProof(deps, sue);
    expect((await begun?.ended)?.findings).toMatchObject([{ kind: 'forged_signature' }]);
  });

  test('wait for the record of what was removed a moment ago', async () => {
    await stage.database.db.transaction().execute(async (tx) => {
      const details = { class: 'staff', before: later(3).toISOString() };
      await appendAudit(tx, { at: new Date(), actor: keeper, action: 'retention.applied', details });
      await sql`set local countersign.retention = 'on'`.execute(tx);
      await sql`update audit set staff = null where id < 3`.execute(tx);
    });
    const begun = await beginProof(deps, sue);
    expect(await begun?.ended).toMatchObject({ sound: true, records: 5, erased: { staff: 2, customer: 0 } });
  });

  test('judge a trail that takes no more records as it is', async () => {
    await stage.tamper(
      sql`update audit set staff = null where id = 2`,
      sql`update audit_chain set hash = sha256(hash) where position = 4`,
    );
    await stage.append({});
    const begun = await beginProof(deps, sue);
    const proof = await begun?.ended;
    expect(proof?.findings.map(({ kind }) => kind)).toContain('erased_unrecorded');
    await stage.tamper(
      sql`delete from audit_chain`,
      sql`delete from audit_head`,
      sql`delete from audit where staff is not null`,
    );
    const again = await beginProof(deps, sue);
    expect((await again?.ended)?.sound).toBe(false);
  });

  test('tell how far they are, twice a second at most', async () => {
    const spy = vi.spyOn(proofs, 'progress');
    const { chain, go } = slow(() => stage.clock.jump(500));
    const begun = await beginProof({ ...deps, chain }, sue);
    expect(await proofs.newest(5)).toMatchObject([{ state: 'running', records: 0, endedAt: null }]);
    expect(await proofs.last()).toBeUndefined();
    go();
    await begun?.ended;
    expect(spy.mock.calls.map(([, records, total]) => [records, total])).toEqual([[4, 4]]);
    expect(await proofs.newest(5)).toMatchObject([{ state: 'sound', records: 4 }]);
  });

  test('run one at a time, here and elsewhere', async () => {
    const { chain, go } = slow();
    const begun = await beginProof({ ...deps, chain }, sue);
    expect(await beginProof(deps, sue)).toBeUndefined();
    const elsewhere = createProofStore(stage.database.db);
    const started = stage.clock.now();
    expect(await elsewhere.begin(started, 'somebody', new Date(started.getTime() - 60_000))).toBeUndefined();
    go();
    await begun?.ended;
    expect(await beginProof(deps, sue)).toBeDefined();
  });

  test('that begin at the same moment are one', async () => {
    const { chain, go } = slow();
    const begun = await Promise.all([1, 2, 3, 4].map(() => beginProof({ ...deps, chain }, sue)));
    go();
    expect(begun.filter((each) => each !== undefined)).toHaveLength(1);
    await Promise.all(begun.map((each) => each?.ended));
    expect(await proofs.newest(9)).toHaveLength(1);
  });

  test('that told nothing for a minute died with their node', async () => {
    await proofs.begin(stage.clock.now(), 'a node that died', stage.clock.now());
    await stage.clock.advance(60_000);
    expect(await beginProof(deps, sue)).toBeUndefined();
    await stage.clock.advance(1);
    const begun = await beginProof(deps, sue);
    await begun?.ended;
    expect((await proofs.newest(9)).map(({ state, askedBy }) => [state, askedBy])).toEqual([
      ['sound', sue.name],
      ['broken_off', 'a node that died'],
    ]);
    expect((await proofs.last())?.askedBy).toBe(sue.name);
  });

  test('that cannot come to their end are told as broken off, not as a trail that does not hold', async () => {
    const chain: ChainStore = {
      ...stage.chain,
      trail: async () => {
        throw new Error('the connection was lost');
      },
    };
    const begun = await beginProof({ ...deps, chain }, sue);
    await expect(begun?.ended).rejects.toThrow('the connection was lost');
    expect(await proofs.newest(9)).toMatchObject([{ state: 'broken_off', findings: [] }]);
    expect(await recorded()).toEqual([]);
  });

  test('are made once a day, and again within the hour when one was broken off', async () => {
    const spy = vi.spyOn(proofs, 'begin');
    const prover = new Prover(deps);
    prover.start();
    await stage.clock.advance(5 * 60_000 - 1);
    expect(spy).not.toHaveBeenCalled();
    const passed = async (ms: number) => {
      await stage.clock.advance(ms);
      await stage.sealer.seal();
      // The next look is arranged when this one has come to its end.
      await eventually(() => expect(stage.clock.waiting).toBe(1));
    };
    await passed(1);
    expect(await proofs.last()).toMatchObject({ state: 'sound', askedBy: 'keeper' });
    for (let hour = 1; hour < 24; hour++) await passed(HOUR);
    expect(spy).toHaveBeenCalledTimes(1);
    await sql`update audit_proofs set outcome = 'broken_off'`.execute(stage.database.db);
    await passed(HOUR);
    expect(spy).toHaveBeenCalledTimes(2);
    await passed(HOUR);
    expect(spy).toHaveBeenCalledTimes(2);
    for (let hour = 2; hour < 24; hour++) await passed(HOUR);
    expect(spy).toHaveBeenCalledTimes(2);
    await passed(HOUR);
    expect(spy).toHaveBeenCalledTimes(3);
    await prover.stop();
    expect(stage.clock.waiting).toBe(0);
    expect(logged.at('error')).toBe(0);
  });

  test('that run when the desk is stopped are broken off', async () => {
    const { chain, go } = slow();
    const prover = new Prover({ ...deps, chain });
    await prover.begin(sue);
    const stopping = prover.stop();
    go();
    await stopping;
    await quiet();
    expect(await proofs.newest(9)).toMatchObject([{ state: 'broken_off' }]);
    expect(logged.at('error')).toBe(0);
  });
});
