import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { poller } from '@/lib/actor';
import { createAuditLog } from '@/lib/adapters/postgres/audit-log';
import type { Database } from '@/lib/adapters/postgres/database';
import { appendAudit } from '../support/audit-keys';
import { engines } from '../support/engines';
import { ann, later } from '../support/samples';

describe.each(engines)('the audit trail on $name', ({ open }) => {
  let database: Database;
  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());

  const all = () => database.db.selectFrom('audit').selectAll().orderBy('id').execute();

  test('keeps who did what, when, for whom', async () => {
    const log = createAuditLog(database.db, appendAudit);
    await log.append({
      at: later(1),
      actor: ann,
      action: 'staff.signed_in',
      details: { roles: 'agent', n: 1, b: true, x: null },
    });
    await log.append({
      at: later(2),
      actor: poller,
      action: 'verification.denied',
      verificationId: 'ver_1',
      customerId: 'C-1',
    });
    expect(await all()).toMatchObject([
      {
        at: later(1).toISOString(),
        action: 'staff.signed_in',
        verification_id: null,
        staff_id: ann.subject,
        staff: { id: ann.subject, name: ann.name },
        customer: null,
        customer_id: null,
        record: { actor: { kind: 'staff' }, details: { roles: 'agent', n: 1, b: true, x: null } },
      },
      {
        at: later(2).toISOString(),
        action: 'verification.denied',
        verification_id: 'ver_1',
        staff: null,
        staff_id: null,
        customer: { id: 'C-1', personal: {} },
        customer_id: 'C-1',
        record: { actor: { kind: 'system', name: 'poller' }, details: {} },
      },
    ]);
  });

  test.each([
    ['changed', sql`update audit set staff = '{}'`],
    ['changed where nothing matches', sql`update audit set customer = null where id < 0`],
    ['deleted', sql`delete from audit`],
    ['emptied', sql`truncate audit`],
    ['emptied with what depends on it', sql`truncate audit cascade`],
    [
      'upserted',
      sql`insert into audit (id, record, mac) overriding system value select id, record, mac from audit on conflict (id) do update set staff = null`,
    ],
  ])('cannot be %s', async (_how, statement) => {
    const before = await all();
    expect(before.length).toBeGreaterThan(0);
    await expect(statement.execute(database.db)).rejects.toThrow(/append-only/);
    expect(await all()).toEqual(before);
  });

  test.each([
    ['its record', sql`record = replace(record::text, 'signed_in', 'signed_up')::json`],
    ['the mark of its writer', sql`mac = sha256(mac)`],
    ['who acted', sql`staff = '{"id":"somebody-else"}'`],
    ['whom it concerns', sql`customer = '{"id":"somebody-else"}'`],
  ])('loses nothing but persons in time: not %s', async (_what, change) => {
    const before = await all();
    const changing = database.db.transaction().execute(async (tx) => {
      await sql`set local countersign.retention = 'on'`.execute(tx);
      await sql`update audit set ${change}`.execute(tx);
    });
    await expect(changing).rejects.toThrow(/append-only/);
    expect(await all()).toEqual(before);
  });

  test('fails the deed when it cannot be written', async () => {
    const broken = createAuditLog(database.db, appendAudit).append({
      at: later(1),
      actor: ann,
      action: 'staff.signed_in',
      customerId: '\0',
    });
    await expect(broken).rejects.toThrow();
  });
});
