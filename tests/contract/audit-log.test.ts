import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { poller } from '@/lib/actor';
import { createAuditLog } from '@/lib/adapters/postgres/audit-log';
import type { Database } from '@/lib/adapters/postgres/database';
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
    const log = createAuditLog(database.db);
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
        at: later(1),
        actor_kind: 'staff',
        actor_id: ann.subject,
        actor_name: ann.name,
        action: 'staff.signed_in',
        verification_id: null,
        customer_id: null,
        details: { roles: 'agent', n: 1, b: true, x: null },
      },
      {
        at: later(2),
        actor_kind: 'system',
        actor_id: 'poller',
        actor_name: 'poller',
        verification_id: 'ver_1',
        customer_id: 'C-1',
        details: {},
      },
    ]);
  });

  test.each([
    ['changed', sql`update audit set actor_name = 'somebody else'`],
    ['changed where nothing matches', sql`update audit set at = now() where id < 0`],
    ['deleted', sql`delete from audit`],
    ['emptied', sql`truncate audit`],
    ['emptied with what depends on it', sql`truncate audit cascade`],
    [
      'upserted',
      sql`insert into audit overriding system value select * from audit on conflict (id) do update set at = now()`,
    ],
  ])('cannot be %s', async (_how, statement) => {
    const before = await all();
    expect(before.length).toBeGreaterThan(0);
    await expect(statement.execute(database.db)).rejects.toThrow(/append-only/);
    expect(await all()).toEqual(before);
  });

  test('takes no entry of an unknown kind of actor', async () => {
    const values = sql`insert into audit (at, actor_kind, actor_id, actor_name, action, details)
      values (now(), 'ghost', 'x', 'x', 'x', '{}')`;
    await expect(values.execute(database.db)).rejects.toThrow(/check constraint/);
  });

  test('fails the deed when it cannot be written', async () => {
    const broken = createAuditLog(database.db).append({
      at: later(1),
      actor: ann,
      action: 'staff.signed_in',
      customerId: '\0',
    });
    await expect(broken).rejects.toThrow();
  });
});
