import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createSqlDirectory, importCustomers } from '@/lib/adapters/postgres/customer-directory';
import type { Database } from '@/lib/adapters/postgres/database';
import { migrate } from '@/lib/adapters/postgres/migrate';
import { openPostgres } from '@/lib/adapters/postgres/postgres';
import { receiveSecurityEvent } from '@/lib/security-events/receive';
import type { Verification } from '@/lib/verification/verification';
import { freshUrl } from '../support/engines';
import { FakeClock } from '../support/fake-clock';
import { noLimits } from '../support/guard-limits';
import { recordingLog } from '../support/recording-log';
import { customer, later, maria, requested, START, tokens } from '../support/samples';
import {
  APP,
  NOT_ON_A_CALL,
  newTransmitter,
  OP,
  type SigningTransmitter,
  securityEvents,
} from '../support/security-events';
import { entryOf, type SqlStage, sqlStages } from '../support/store-stages';
import { alarmStore, verificationStore } from '../support/stores';

let app: SigningTransmitter;
beforeAll(async () => {
  app = await newTransmitter();
});

/** One node of a desk that Maria's app may push to. */
function nodeOn({ db }: Database, clock = new FakeClock()) {
  const ended: string[] = [];
  const deps = {
    verifications: verificationStore(db, (grants) => ended.push(...grants.map(({ id }) => id))),
    directory: createSqlDirectory(db, 'GB'),
    securityEvents: securityEvents(clock, [app]),
    clock,
    log: recordingLog().log,
  };
  return {
    ...deps,
    ended,
    receive: (token: string) => receiveSecurityEvent(deps, null, token),
  };
}

const countOf = async ({ db }: Database, table: 'reports' | 'alarms' | 'security_events') =>
  Number((await db.selectFrom(table).select(db.fn.countAll().as('count')).executeTakeFirstOrThrow()).count);

describe.each(sqlStages)('security events on $name', ({ open }) => {
  let stage: SqlStage;
  beforeAll(async () => {
    stage = await open();
  });
  beforeEach(async () => {
    await stage.empty();
    for (const table of ['reports', 'alarms', 'security_events', 'customers'] as const)
      await stage.database.db.deleteFrom(table).execute();
    await importCustomers(stage.database.db, [maria]);
  });
  afterAll(() => stage.close());

  const standing = (subject = maria.subject) => alarmStore(stage.database.db).standing(subject);
  const actions = () =>
    stage.database.db
      .selectFrom('audit')
      .select(['action', 'record'])
      .where('action', 'in', ['report.made', 'alarm.raised', 'verification.alarm_raised'])
      .orderBy('id')
      .execute();
  const asked = async (change: Partial<Verification>) => {
    const v = requested();
    const lease = { node: 'node-a', until: later(15) };
    await stage.store.insert(v, lease, noLimits, entryOf(v, 'verification.requested'));
    const after: Verification = { ...v, ...change, version: 2 };
    const secrets = change.status === 'approved' ? { tokens: tokens() } : { authReqId: 'auth-req-1' };
    await stage.store.update(v, after, secrets, entryOf(after, 'verification.approved'));
    return after;
  };

  test('an event ends the approval in use and raises the alarm, linked to who had asked', async () => {
    const node = nodeOn(stage.database);
    const v = await asked({ status: 'approved', endedAt: START, grantExpiresAt: later(600) });
    const before = (await actions()).length;
    expect(await node.receive(await app.sign())).toEqual({ kind: 'accepted' });
    expect(await stage.store.find(v.id)).toMatchObject({ status: 'approved', grantEnd: 'alarm', version: 3 });
    expect(await stage.store.secretsOf(v.id)).toEqual({});
    expect(node.ended, 'whose tokens are to be revoked').toEqual([v.id]);
    expect(await standing()).toMatchObject({
      customerId: maria.id,
      reports: [
        {
          source: 'security_event',
          transmitter: APP,
          reason: NOT_ON_A_CALL,
          verificationId: v.id,
          askedBy: v.staffSubject,
          reportedBy: null,
        },
      ],
    });
    const made = (await actions()).slice(before);
    expect(made.map(({ action }) => action)).toEqual([
      'report.made',
      'alarm.raised',
      'verification.alarm_raised',
    ]);
    expect(made[0]?.record.actor).toEqual({ kind: 'system', name: 'transmitter' });
  });

  test('an event cancels the open request, and who is approved too late is shown nothing', async () => {
    const node = nodeOn(stage.database);
    const v = await asked({ status: 'pending' });
    await node.receive(await app.sign());
    expect(await stage.store.find(v.id)).toMatchObject({ status: 'cancelled', reason: 'alarm_raised' });
    expect(await stage.store.recordRead(v, entryOf(v, 'sensitive_data.read'))).toBe(false);
  });

  test('a token that comes twenty times at once makes one report', async () => {
    const node = nodeOn(stage.database);
    const token = await app.sign();
    const answers = await Promise.all(Array.from({ length: 20 }, () => node.receive(token)));
    expect(answers).toEqual(Array(20).fill({ kind: 'accepted' }));
    expect([await countOf(stage.database, 'reports'), await countOf(stage.database, 'alarms')]).toEqual([
      1, 1,
    ]);
    expect(await node.receive(token)).toEqual({ kind: 'accepted' });
    expect(await countOf(stage.database, 'reports')).toBe(1);
  });

  test('a second event joins the alarm that stands; one after it was lifted raises another', async () => {
    const node = nodeOn(stage.database);
    await node.receive(await app.sign());
    await node.receive(await app.sign());
    const first = await standing();
    expect(first?.reports).toHaveLength(2);
    if (!first) return;
    const lifting = { at: later(60), by: 'staff-sue', byName: 'Sue', reason: 'Called back' };
    await alarmStore(stage.database.db).lift(first.id, lifting, () => ({
      at: later(60),
      actor: { kind: 'system', name: 'clock' },
      action: 'alarm.lifted',
      details: { alarm: first.id },
    }));
    await node.receive(await app.sign());
    expect((await standing())?.id).not.toBe(first.id);
  });

  test('about an unknown address is kept without an alarm', async () => {
    const node = nodeOn(stage.database);
    await node.receive(await app.sign({ sub_id: { format: 'email', email: 'nobody@example.com' } }));
    expect(await countOf(stage.database, 'alarms')).toBe(0);
    expect(
      await alarmStore(stage.database.db).listReports(
        { source: null, customers: null, unknown: true, from: null, to: null },
        10,
        null,
      ),
    ).toMatchObject([
      { about: 'nobody@example.com', subject: null, customerId: null, transmitter: APP, alarmId: null },
    ]);
  });

  test('about a subject the directory does not know raises an alarm that stands when the customer is imported', async () => {
    const node = nodeOn(stage.database);
    const nina = customer('C-9', { subject: 'sub-nina' });
    await node.receive(await app.sign({ sub_id: { format: 'iss_sub', iss: OP, sub: nina.subject } }));
    expect(await standing(nina.subject)).toMatchObject({ subject: nina.subject, customerId: null });
    await importCustomers(stage.database.db, [nina]);
    const v = requested({ customerId: nina.id, customerSubject: nina.subject });
    const lease = { node: 'node-a', until: later(15) };
    expect(await stage.store.insert(v, lease, noLimits, entryOf(v, 'verification.requested'))).toMatchObject({
      kind: 'guarded',
      verdict: { why: 'alarm' },
    });
  });

  test.each<[string, object]>([
    ['number', { format: 'opaque', id: 'C-100001' }],
    ['subject', { format: 'opaque', id: 'sub-maria' }],
    ['address in any case', { format: 'email', email: 'MARIA.alvarez@example.com' }],
    ['phone', { format: 'phone_number', phone_number: '+34612345001' }],
  ])('the customer is found by %s', async (_what, sub_id) => {
    await nodeOn(stage.database).receive(await app.sign({ sub_id }));
    expect(await standing()).toMatchObject({ customerId: maria.id });
  });

  test('an address two customers have is nobody’s', async () => {
    await importCustomers(stage.database.db, [customer('C-2', { phone: null })]);
    await nodeOn(stage.database).receive(
      await app.sign({ sub_id: { format: 'email', email: maria.email ?? '' } }),
    );
    expect(await countOf(stage.database, 'alarms')).toBe(0);
  });

  test('what was rolled back is not remembered: the same token is taken when it comes again', async () => {
    const node = nodeOn(stage.database);
    const token = await app.sign();
    await stage.database.db.schema.alterTable('reports').renameTo('reports_away').execute();
    await expect(node.receive(token)).rejects.toThrow();
    await stage.database.db.schema.alterTable('reports_away').renameTo('reports').execute();
    expect(await countOf(stage.database, 'security_events')).toBe(0);
    await node.receive(token);
    expect(await countOf(stage.database, 'reports')).toBe(1);
  });

  test('a token is remembered for as long as it could come again, and then forgotten', async () => {
    const clock = new FakeClock();
    const node = nodeOn(stage.database, clock);
    await node.receive(await app.sign({ jti: 'old' }));
    const week = 7 * 86_400;
    clock.jump(week * 1000);
    await node.receive(await app.sign({ iat: at(clock), jti: 'young' }));
    expect(await countOf(stage.database, 'security_events')).toBe(2);
    clock.jump(86_401_000);
    await node.receive(await app.sign({ iat: at(clock), jti: 'new' }));
    const rows = await stage.database.db.selectFrom('security_events').select('jti').orderBy('jti').execute();
    expect(rows.map(({ jti }) => jti)).toEqual(['new', 'young']);
  });
});

test('two nodes with one token twenty times between them make one report, and one alarm of two tokens', async () => {
  const url = await freshUrl();
  const databases = await Promise.all([
    openPostgres(url, recordingLog().log),
    openPostgres(url, recordingLog().log),
  ]);
  const [first] = databases;
  await migrate(first.db);
  await importCustomers(first.db, [maria]);
  const nodes = databases.map((database) => nodeOn(database));
  const [one, two] = [await app.sign(), await app.sign()];
  const pushes = Array.from({ length: 10 }, () => [one, two]).flat();
  await Promise.all(nodes.flatMap((node) => pushes.map((token) => node.receive(token))));
  expect([await countOf(first, 'reports'), await countOf(first, 'alarms')]).toEqual([2, 1]);
  await Promise.all(databases.map((database) => database.close()));
});

function at(clock: FakeClock): number {
  return Math.floor(clock.now().getTime() / 1000);
}
