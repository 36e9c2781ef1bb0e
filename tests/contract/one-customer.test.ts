import pg from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { migrate } from '@/lib/adapters/postgres/migrate';
import { openPostgres } from '@/lib/adapters/postgres/postgres';
import { turnTo } from '@/lib/customers/turn-to';
import type { Verification } from '@/lib/verification/verification';
import { freshUrl } from '../support/engines';
import { FakeClock } from '../support/fake-clock';
import { noLimits } from '../support/guard-limits';
import { recordingLog } from '../support/recording-log';
import { ann, later, requested, START, tokens } from '../support/samples';
import { ScriptedCiba } from '../support/scripted-ciba';
import { entryOf } from '../support/store-stages';
import { verificationStore } from '../support/stores';

test('who turns to another customer while data is being shown waits for that, and ends it', async () => {
  const url = await freshUrl();
  const { log } = recordingLog();
  const database = await openPostgres(url, log);
  onTestFinished(() => database.close());
  await migrate(database.db);
  const store = verificationStore(database.db);
  const asked = requested();
  await store.insert(
    asked,
    { node: 'n', until: later(15) },
    noLimits,
    entryOf(asked, 'verification.requested'),
  );
  const grant: Verification = {
    ...asked,
    status: 'approved',
    endedAt: START,
    grantExpiresAt: later(600),
    version: 2,
  };
  await store.update(asked, grant, { tokens: tokens() }, entryOf(grant, 'verification.approved'));

  // Somebody else's transaction keeps the read from being recorded at once.
  const other = new pg.Client({ connectionString: url });
  await other.connect();
  onTestFinished(() => other.end());
  const waiting = async () => {
    const { rows } = await other.query('select count(*)::int as n from pg_locks where not granted');
    return rows[0]?.n as unknown;
  };
  await other.query('begin');
  await other.query('select id from verifications where id = $1 for update', [grant.id]);
  const read = { at: later(1), actor: ann, action: 'sensitive_data.read', verificationId: grant.id } as const;
  const reading = store.recordRead(grant, read);
  await expect.poll(waiting).toBe(1);
  const clock = new FakeClock();
  const turning = turnTo({ verifications: store, ciba: new ScriptedCiba(clock), clock, log }, ann, 'C-2');
  await expect.poll(waiting).toBe(2);
  await other.query('commit');

  await turning;
  expect(await reading).toBe(true);
  expect(await store.find(grant.id)).toMatchObject({ grantEnd: 'left_customer' });
  // And what is read from then on is not shown.
  expect(await store.recordRead(grant, read)).toBe(false);
});
