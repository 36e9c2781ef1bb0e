import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { toRow } from '@/lib/adapters/postgres/verification-row';
import { createVault } from '@/lib/verification/vault';
import { isOpen, type Verification } from '@/lib/verification/verification';
import { noLimits } from '../support/guard-limits';
import { approved, ended, later, pending, requested, START, tokens } from '../support/samples';
import { entryOf, type SqlStage, sqlStages } from '../support/store-stages';
import { vaultKey } from '../support/stores';

describe.each(sqlStages)('the table of verifications on $name', ({ open }) => {
  let stage: SqlStage;
  beforeAll(async () => {
    stage = await open();
  });
  beforeEach(() => stage.empty());
  afterAll(() => stage.close());

  const put = (v: Verification, more = {}) =>
    stage.database.db
      .insertInto('verifications')
      .values({ ...toRow(v), sealed: null, lease_node: null, lease_until: null, ...more })
      .execute();

  describe('refuses, whatever the code above it does,', () => {
    test('a second open verification of one customer', async () => {
      await put(requested());
      await expect(put(pending())).rejects.toThrow(/verifications_one_open/);
      await put(pending({ customerId: 'C-2' }));
      await put(ended('denied'));
      await put(approved());
    });

    test.each<[string, Partial<Verification>]>([
      ['an approval without an end of its grant', { status: 'approved', endedAt: START }],
      ['a grant without approval', { status: 'pending', grantExpiresAt: later(600) }],
      ['an end without a time', { status: 'denied' }],
      ['a time of end while it is open', { status: 'pending', endedAt: START }],
      ['an interval of nothing', { intervalSeconds: 0 }],
    ])('%s', async (_what, change) => {
      await expect(put(requested(change))).rejects.toThrow(/check constraint/);
    });

    test('a status we have no word for', async () => {
      await expect(put(requested(), { status: 'maybe' })).rejects.toThrow(/check constraint/);
    });
  });

  test('shows no secret in any column, nor does the trail', async () => {
    const { store, database } = stage;
    const v = requested();
    await store.insert(v, { node: 'n', until: later(15) }, noLimits, entryOf(v, 'verification.requested'));
    const asked: Verification = { ...v, status: 'pending', version: 2 };
    await store.update(
      v,
      asked,
      { authReqId: 'auth-req-secret' },
      entryOf(asked, 'verification.acknowledged'),
    );
    const whole = async () => {
      const rows = await sql<{ text: string }>`
        select v::text as text from verifications v union all select a::text from audit a`.execute(
        database.db,
      );
      return rows.rows.map(({ text }) => text).join('\n');
    };
    const waiting = await whole();
    const granted: Verification = { ...asked, ...approvedFields, version: 3 };
    await store.update(
      asked,
      granted,
      { tokens: { ...tokens(), refreshToken: 'refresh-secret' } },
      entryOf(granted, 'verification.approved'),
    );
    const all = waiting + (await whole());
    expect(all).toContain(v.id);
    for (const secret of ['auth-req-secret', 'access-token-of-maria', 'refresh-secret']) {
      expect(all).not.toContain(secret);
      expect(all).not.toContain(Buffer.from(secret).toString('base64url'));
      expect(all).not.toContain(Buffer.from(secret).toString('hex'));
    }
    expect(await store.secretsOf(v.id)).toEqual({ tokens: { ...tokens(), refreshToken: 'refresh-secret' } });
  });

  test('keeps sealed secrets only as long as they are of use', async () => {
    const { store, database } = stage;
    const v = requested();
    await store.insert(v, { node: 'n', until: later(15) }, noLimits, entryOf(v, 'verification.requested'));
    const asked: Verification = { ...v, status: 'pending', version: 2 };
    await store.update(v, asked, { authReqId: 'auth-req-1' }, entryOf(asked, 'verification.acknowledged'));
    const over: Verification = {
      ...asked,
      status: 'denied',
      reason: 'denied',
      endedAt: later(1),
      version: 3,
    };
    await store.update(asked, over, {}, entryOf(over, 'verification.denied'));
    const row = await database.db.selectFrom('verifications').selectAll().executeTakeFirstOrThrow();
    expect(row).toMatchObject({ sealed: null, lease_node: null, lease_until: null });
  });

  test('secrets no key opens keep nobody else from being claimed', async () => {
    const { store } = stage;
    const lost = createVault([randomBytes(32).toString('base64url')]);
    const [broken, fine] = [pending({ customerId: 'C-1' }), pending({ customerId: 'C-2' })];
    await put(broken, { sealed: await lost.seal(broken.id, { authReqId: 'auth-req-1' }) });
    await put(fine, { sealed: await createVault([vaultKey]).seal(fine.id, { authReqId: 'auth-req-2' }) });
    const work = await store.claim({ node: 'n', until: later(15) }, START, 10);
    const ids = new Map(work.map(({ verification, authReqId }) => [verification.id, authReqId]));
    expect(ids).toEqual(
      new Map([
        [broken.id, undefined],
        [fine.id, 'auth-req-2'],
      ]),
    );
    await expect(store.secretsOf(broken.id)).rejects.toThrow(/TOKEN_ENCRYPTION_KEYS/);
  });

  test('a change and its record are one: when the record fails, nothing changed', async () => {
    const { store } = stage;
    const v = requested();
    await store.insert(v, { node: 'n', until: later(15) }, noLimits, entryOf(v, 'verification.requested'));
    const after: Verification = {
      ...v,
      status: 'cancelled',
      reason: 'cancelled',
      endedAt: later(1),
      version: 2,
    };
    const unwritable = { ...entryOf(after, 'verification.cancelled'), customerId: 'C-\0' };
    await expect(store.update(v, after, {}, unwritable)).rejects.toThrow();
    expect(await store.find(v.id)).toEqual(v);
    expect(isOpen(v)).toBe(true);
  });
});

const approvedFields = { status: 'approved', endedAt: later(1), grantExpiresAt: later(600) } as const;
