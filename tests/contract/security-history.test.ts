import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { StaffActor } from '@/lib/actor';
import { createHoldStore } from '@/lib/adapters/postgres/legal-hold-store';
import { createSecurityStore } from '@/lib/adapters/postgres/security-store';
import type { AuditEntry } from '@/lib/audit/entry';
import { MOST_KINDS, Refusals, WINDOW_MS } from '@/lib/audit/refusals';
import { securityActions } from '@/lib/audit/security-actions';
import { exportHistory } from '@/lib/history/export/export';
import { anything } from '@/lib/history/filter/view';
import { getHistoryEntry } from '@/lib/history/get';
import { listSecurityEvents } from '@/lib/history/security/list';
import type { SecurityStore } from '@/lib/history/security/store';
import { actionsOf, anyEvent, type SecurityFilter, securityKinds } from '@/lib/history/security/view';
import { placeHold } from '@/lib/retention/hold';
import { refusalIn, refuse } from '@/lib/web/refusals';
import { appendAudit } from '../support/audit-keys';
import { auditStage } from '../support/audit-stage';
import { engines } from '../support/engines';
import { type HistoryStage, openHistory } from '../support/history-stage';
import { ann, bob, ended, later, staff, sue, tom } from '../support/samples';
import { retentionDesk } from './retention-desk';

/** How the database would answer, were the table too long to be read. */
async function planOf(
  { db }: HistoryStage,
  ask: (store: SecurityStore) => Promise<unknown>,
): Promise<string> {
  const plan: unknown[] = [];
  await db.transaction().execute(async (tx) => {
    await sql`set local enable_seqscan = off`.execute(tx);
    await sql`set local enable_bitmapscan = off`.execute(tx);
    const explaining = tx.withPlugin({
      transformQuery: ({ node }) =>
        node.kind === 'SelectQueryNode' ? { ...node, explain: { kind: 'ExplainNode' } } : node,
      async transformResult({ result }) {
        plan.push(...result.rows);
        return { ...result, rows: [] };
      },
    });
    await ask(createSecurityStore(explaining));
  });
  return JSON.stringify(plan);
}

const nora = staff('staff-nora', ['auditor']);
const address = '203.0.113.7';
const at = (address: string, actor: StaffActor): StaffActor => ({ ...actor, address });

describe.each(engines)('security events on $name', (engine) => {
  let stage: HistoryStage;
  beforeAll(async () => {
    stage = await openHistory(engine);
  });
  afterAll(() => stage.close());

  const deps = () => ({ ...stage.deps, security: createSecurityStore(stage.db) });
  const list = (filter: Partial<SecurityFilter> = {}, before?: string) =>
    listSecurityEvents(deps(), sue, { ...anyEvent, ...filter }, before);
  const record = (entry: Partial<AuditEntry>) =>
    stage.deps.audit.append({ at: later(0), actor: ann, action: 'security.refused', ...entry });
  const emptied = () => auditStage(stage.database).tamper(sql`truncate audit, audit_pending`);

  test('300 refused tries leave a few records, which name who it was and count them all', async () => {
    const theirs = Array.from({ length: 100 }, (_, nth) => ended('denied', { requestedAt: later(-nth) }));
    await stage.put(theirs);
    const refusals = new Refusals(stage.deps);
    const wrapper = { refusals, env: { ...stage.deps.env, TRUSTED_PROXIES: 0 }, log: stage.deps.log };
    const tries = [
      ...theirs.map(
        ({ id }) =>
          () =>
            getHistoryEntry(stage.deps, bob, id),
      ),
      ...theirs.map(() => () => exportHistory(stage.deps, bob, anything, 'csv')),
      ...theirs.map(
        () => () =>
          placeHold({ ...stage.deps, holds: createHoldStore(stage.db, appendAudit) }, bob, 'Maria', 'x'),
      ),
    ];
    for (const attempt of tries) {
      const error: unknown = await attempt().catch((each: unknown) => each);
      const refusal = refusalIn(error);
      if (!refusal) throw new Error('It was not refused');
      refuse(wrapper as Parameters<typeof refuse>[0], refusal, {
        door: 'page',
        headers: new Headers(),
        actor: bob,
      });
    }
    stage.clock.jump(WINDOW_MS);
    await refusals.stop();
    const { events } = await list();
    expect(events.length).toBeLessThanOrEqual(2 * (MOST_KINDS.staff + 1));
    expect(events.reduce((sum, { details }) => sum + Number(details.times), 0)).toBe(300);
    expect(new Set(events.map(({ actor }) => actor.name))).toEqual(new Set([bob.name]));
    expect(events).toContainEqual(
      expect.objectContaining({
        verificationId: theirs[0]?.id,
        customer: { id: 'C-100001', name: null },
        details: { door: 'page', why: 'person', times: 1 },
      }),
    );
    // Whose verification it is has not been told that somebody else tried.
    const entry = await getHistoryEntry(stage.deps, ann, theirs[0]?.id ?? '');
    expect(entry.timeline).toEqual([]);
  });

  test('are all that is of their class, newest first, by page, and nothing else', async () => {
    await emptied();
    for (const action of securityActions) await record({ action, at: later(60) });
    await record({ action: 'customer.viewed', at: later(60) });
    // Many of the same moment, and one that was recorded late.
    for (let nth = 0; nth < 60; nth++) await record({ at: later(30), details: { nth } });
    await record({ at: later(10), customerId: 'C-1', details: { nth: -1 } });
    const first = await list();
    expect(first.events.slice(0, securityActions.length).map(({ action }) => action)).toEqual(
      [...securityActions].reverse(),
    );
    const second = await list({}, first.older ?? '');
    const numbers = [...first.events, ...second.events]
      .slice(securityActions.length)
      .map(({ details }) => details.nth);
    expect(numbers).toEqual([...Array.from({ length: 60 }, (_, nth) => 59 - nth), -1]);
    expect(second.older).toBeNull();
    expect(second.events.at(-1)?.customer).toEqual({ id: 'C-1', name: 'Maria Alvarez' });
    await expect(list({}, 'ver_1')).rejects.toMatchObject({ code: 'invalid_input' });
  });

  test('are filtered by kind, person and period, and people by whom they appear', async () => {
    await emptied();
    for (const action of securityActions) await record({ action });
    await record({ actor: tom, at: later(-24 * 3_600) });
    await record({ actor: { ...tom, name: 'Tom, married' } });
    await record({ actor: { kind: 'stranger' } });
    const count = async (filter: Partial<SecurityFilter>) => (await list(filter)).events.length;
    const byKind = await Promise.all(securityKinds.map((kind) => count({ kind })));
    expect(byKind).toEqual([6, 1, 1, 1, 2, 1, 2]);
    expect(await count({ staff: tom.subject })).toBe(2);
    expect(await count({ staff: 'nobody' })).toBe(0);
    expect(await count({ period: { from: '2026-03-01', to: '2026-03-01' } })).toBe(1);
    expect(await count({ period: { preset: 'today' }, staff: tom.subject, kind: 'refused' })).toBe(1);
    expect((await list()).staff).toEqual([
      { subject: ann.subject, name: ann.name },
      { subject: tom.subject, name: 'Tom, married' },
    ]);
    // Looking for one person is recorded, as everywhere.
    const searches = await stage.db
      .selectFrom('audit')
      .select('record')
      .where('action', '=', 'history.searched')
      .execute();
    expect(searches).toHaveLength(3);
  });

  test('are found by an index of their own, whatever they are filtered by', async () => {
    const query = { actions: null, staff: null, from: null, to: null };
    for (const [filter, index] of [
      [{}, 'audit_security_time'],
      [{ from: later(0) }, 'audit_security_time'],
      [{ staff: tom.subject }, 'audit_security_staff'],
      [{ actions: actionsOf('alarm') }, 'audit_security_kind'],
    ] as const) {
      expect(await planOf(stage, (store) => store.list({ ...query, ...filter }, 50, null))).toContain(index);
    }
  });

  test('are for supervisors and auditors', async () => {
    await expect(listSecurityEvents(deps(), ann, anyEvent)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(listSecurityEvents(deps(), tom, anyEvent)).rejects.toMatchObject({ code: 'forbidden' });
    expect(await listSecurityEvents(deps(), nora, anyEvent)).toMatchObject({ zone: 'Europe/London' });
  });

  test('say where they came from until that is removed in time, and the trail still proves', async () => {
    const audit = auditStage(stage.database);
    await emptied();
    const v = ended('denied', { requestedAt: later(-5_000) });
    await stage.put([v]);
    await record({ actor: at(address, ann), verificationId: v.id });
    await record({ actor: { kind: 'stranger', address }, action: 'security.forged' });
    await record({ actor: at(address, ann), action: 'sensitive_data.read', verificationId: v.id });
    const stored = await stage.db.selectFrom('audit').select(['staff', 'record']).orderBy('id').execute();
    expect(stored).toMatchObject([
      { staff: { id: ann.subject, name: ann.name, address } },
      { staff: { address }, record: { actor: { kind: 'stranger' } } },
      {},
    ]);
    expect(stored[1]?.staff).not.toHaveProperty('id');
    expect(JSON.stringify(stored.map((row) => row.record)), 'not for good').not.toContain(address);
    expect((await list()).events.map(({ actor }) => actor)).toEqual([
      { kind: 'stranger', name: 'Not signed in', address },
      { kind: 'staff', name: ann.name, address },
    ]);
    // In the timeline for who oversees, and not for their colleagues at the desk.
    expect((await getHistoryEntry(stage.deps, sue, v.id)).timeline[1]?.actor).toEqual({
      kind: 'staff',
      name: ann.name,
      address,
    });
    const own = await getHistoryEntry(stage.deps, ann, v.id);
    expect(own.timeline.map(({ actor }) => actor)).toEqual([{ kind: 'staff', name: ann.name }]);

    const desk = retentionDesk(stage.database);
    await desk.run();
    expect((await desk.everything()).filter((row) => row.includes(address))).toEqual([]);
    expect((await list()).events.map(({ actor }) => actor)).toEqual([
      { kind: 'stranger', name: 'Not signed in' },
      { kind: 'staff', name: 'Former member of staff' },
    ]);
    // Only the trail is looked at here.
    await audit.tamper(sql`truncate verifications`);
    await audit.sealer.seal();
    expect(await audit.prove()).toMatchObject({ sound: true });
  });
});
