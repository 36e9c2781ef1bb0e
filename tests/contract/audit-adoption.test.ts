import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { adoptEarlierTrail } from '@/lib/adapters/postgres/audit-adoption';
import { appendAudit } from '../support/audit-keys';
import { type AuditStage, auditStage } from '../support/audit-stage';
import { engines } from '../support/engines';
import { later, START } from '../support/samples';

describe.each(engines)('a trail from before there was a chain, on $name', ({ open }) => {
  let stage: AuditStage;
  beforeEach(async () => {
    stage = auditStage(await open());
    await sql`insert into audit_before_chain
        (at, actor_kind, actor_id, actor_name, action, verification_id, transfer_id, customer_id, details) values
      (${START}, 'staff', 'staff-ann', 'Ann', 'staff.signed_in', null, null, null, '{"roles":"agent"}'),
      (${later(2)}, 'staff', 'staff-ann', 'Ann', 'verification.requested', 'ver_1', null, 'C-1',
        '{"purpose":"account_access","binding_message":"CALL-KX7-4PT"}'),
      (${later(1)}, 'system', 'poller', 'poller', 'transfer.drafted', null, 'tra_1', 'C-2',
        '{"amount":"12.00","currency":"EUR","payee":"Zoë","payee_account":"ES1","source_account":"ES2","reference":"r","policy":"two"}')`.execute(
      stage.database.db,
    );
  });
  afterEach(() => stage.database.close());

  const adopt = () => adoptEarlierTrail(stage.database.db, appendAudit, later(60));
  const trail = () => stage.database.db.selectFrom('audit').selectAll().orderBy('id').execute();

  test('becomes its beginning, in the same order, with what tells of a person apart', async () => {
    expect(await adopt()).toBe(3);
    expect(await trail()).toMatchObject([
      { action: 'staff.signed_in', at: START.toISOString(), staff_id: 'staff-ann', customer: null },
      {
        action: 'verification.requested',
        verification_id: 'ver_1',
        customer: { id: 'C-1', personal: { binding_message: 'CALL-KX7-4PT' } },
        record: { details: { purpose: 'account_access' } },
      },
      {
        action: 'transfer.drafted',
        transfer_id: 'tra_1',
        staff: null,
        customer: {
          id: 'C-2',
          personal: {
            amount: '12.00',
            currency: 'EUR',
            payee: 'Zoë',
            payee_account: 'ES1',
            source_account: 'ES2',
            reference: 'r',
          },
        },
        record: { actor: { kind: 'system', name: 'poller' }, details: { policy: 'two' } },
      },
      {
        action: 'audit.chain_started',
        at: later(60).toISOString(),
        record: { actor: { kind: 'system', name: 'keeper' }, details: { records: 3 } },
      },
    ]);
    const [, second, third] = await trail();
    expect(second?.record.details).toEqual({ purpose: 'account_access' });
    expect(third?.record.details).toEqual({ policy: 'two' });
    await stage.sealer.seal();
    const proof = await stage.prove(stage.witness.kept);
    // The verification itself is in no table of this test.
    expect(proof).toMatchObject({ records: 4, findings: [{ kind: 'unrecorded' }] });
  });

  test('is taken over once, however many start at once', async () => {
    const counts = await Promise.all([adopt(), adopt(), adopt()]);
    expect(counts.sort()).toEqual([0, 0, 3]);
    expect(await trail()).toHaveLength(4);
    expect(await adopt()).toBe(0);
  });

  test('is not taken over from a table that somebody puts there later', async () => {
    const { db } = stage.database;
    await adopt();
    await sql`create table audit_before_chain as
      select 1 as id, now() as at, 'staff' as actor_kind, 'x' as actor_id, 'X' as actor_name, 'staff.signed_in' as action,
        null::text as verification_id, null::text as transfer_id, null::text as customer_id, '{}'::jsonb as details`.execute(
      db,
    );
    await expect(adopt()).rejects.toThrow(/the audit trail has begun already/);
    expect(await trail()).toHaveLength(4);
  });

  test('is taken over as a whole or not at all', async () => {
    let written = 0;
    const failing = adoptEarlierTrail(
      stage.database.db,
      async (tx, entry) => {
        if (++written === 3) throw new Error('the connection was lost');
        await appendAudit(tx, entry);
      },
      later(60),
    );
    await expect(failing).rejects.toThrow('the connection was lost');
    expect(await trail()).toEqual([]);
    expect((await stage.chain.status()).waiting).toBe(0);
    expect(await adopt()).toBe(3);
  });
});
