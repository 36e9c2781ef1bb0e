import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { opActor } from '@/lib/actor';
import { createFiguresStore } from '@/lib/adapters/postgres/figures-store';
import { toRow as toTransferRow } from '@/lib/adapters/postgres/transfer-row';
import { toRow } from '@/lib/adapters/postgres/verification-row';
import { reportOn } from '@/lib/alarms/reports-of';
import type { ReportSource } from '@/lib/alarms/view';
import { getFigures } from '@/lib/history/figures/get';
import { anything, type HistoryFilter, presets } from '@/lib/history/filter/view';
import { newVerificationId, type Verification } from '@/lib/verification/verification';
import type { EndReason, Status } from '@/lib/verification/view';
import { freeSearches } from '../support/free-searches';
import { tries } from '../support/property-runs';
import { approved, ended, later, requested, START, sue } from '../support/samples';
import { type SqlStage, sqlStages } from '../support/store-stages';
import { transferAt } from '../support/transfer-samples';
import { naiveFigures } from './figures-naive';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** Names as they are now; of whoever is not among the members any more, as it was last. */
const names = { 'staff-ann': 'Ann Newname', 'staff-bob': 'Bob', 'staff-gone': 'Gone' };
const members = [
  { subject: 'staff-ann', name: 'Ann Newname' },
  { subject: 'staff-bob', name: 'Bob' },
];

const transfer = transferAt('executed');

/** Times at which clocks are changed or never are, and the moment the figures are asked for. */
const occasions = [
  { zone: 'Europe/London', change: '2026-03-29T01:00:00Z' },
  { zone: 'Europe/London', change: '2026-10-25T01:00:00Z' },
  { zone: 'Asia/Kathmandu', change: '2026-03-01T18:15:00Z' },
  { zone: 'Australia/Lord_Howe', change: '2026-04-04T15:00:00Z' },
  { zone: 'America/Santiago', change: '2026-09-06T04:00:00Z' },
  { zone: 'UTC', change: '2026-12-31T00:00:00Z' },
] as const;

interface Fact {
  readonly minutes: number;
  readonly ms: number;
  readonly outcome: readonly [Status, EndReason | null];
  readonly answerMs: number;
  readonly staff: string;
  readonly wire: boolean;
  readonly delivery: 'poll' | 'ping' | 'push';
  readonly call: string | null;
  readonly customer: string;
}

const outcomes: readonly (readonly [Status, EndReason | null])[] = [
  ['requested', null],
  ['pending', null],
  ['approved', null],
  ['approved', null],
  ['denied', 'denied'],
  ['denied', 'fraud_reported'],
  ['expired', 'expired'],
  ['cancelled', 'cancelled'],
  ['failed', 'op_error'],
];

const facts = fc.array(
  fc.record<Fact>({
    // Ten days around the change, often at the very beginning of a quarter of an hour.
    minutes: fc.oneof(
      fc.integer({ min: -480, max: 480 }).map((quarters) => quarters * 15),
      fc.integer({ min: -7200, max: 7200 }),
    ),
    ms: fc.constantFrom(0, 0, 1, 59_999),
    outcome: fc.constantFrom(...outcomes),
    answerMs: fc.oneof(fc.constantFrom(0, 49, 50, 4_949, 4_950, 5_000, 119_950), fc.nat(130_000)),
    staff: fc.constantFrom('staff-ann', 'staff-bob', 'staff-gone'),
    wire: fc.boolean(),
    delivery: fc.constantFrom('poll', 'ping', 'push'),
    call: fc.constantFrom(null, 'call-1', 'call-2'),
    customer: fc.constantFrom('C-1', 'C-2'),
  }),
  { minLength: 10, maxLength: 40 },
);

const one = <Name extends keyof HistoryFilter>(name: Name, ...values: HistoryFilter[Name][]) =>
  fc.constantFrom(...values).map((value) => ({ [name]: value }));
/** Of conditions that must all hold, one or two leave something over. */
const filter = fc
  .array(
    fc.oneof(
      one('staff', 'staff-ann', 'staff-gone', 'staff-nobody'),
      one('customer', 'C-1'),
      one('purpose', 'account_access', 'wire_transfer'),
      one('status', 'approved', 'denied', 'pending'),
      one('reason', 'fraud_reported', 'op_error'),
      one('delivery', 'poll', 'ping', 'push'),
      one('call', 'call-1', 'call-none'),
    ),
    { maxLength: 2 },
  )
  .map((conditions): HistoryFilter => Object.assign({ ...anything }, ...conditions));

/** Days from the change. */
const period = fc.oneof(
  { weight: 1, arbitrary: fc.constant(null) },
  { weight: 3, arbitrary: fc.constantFrom(...presets) },
  {
    weight: 4,
    arbitrary: fc.record({
      from: fc.constantFrom(null, -3, -2, -1, 0, 1, 2, 8),
      to: fc.constantFrom(null, -1, 0, 1, 3, 9),
    }),
  },
);

function periodAround(chosen: PeriodChoice, change: string): HistoryFilter['period'] {
  if (chosen === null) return null;
  if (typeof chosen === 'string') return { preset: chosen };
  const day = (days: number | null) =>
    days === null ? null : new Date(Date.parse(change) + days * DAY_MS).toISOString().slice(0, 10);
  return chosen.from === null && chosen.to === null ? null : { from: day(chosen.from), to: day(chosen.to) };
}
type PeriodChoice =
  | null
  | (typeof presets)[number]
  | { readonly from: number | null; readonly to: number | null };

function toVerification(fact: Fact, index: number, change: string): Verification {
  const requestedAt = new Date(Date.parse(change) + fact.minutes * MINUTE_MS + fact.ms);
  const [status, reason] = fact.outcome;
  const isOpen = status === 'requested' || status === 'pending';
  return requested({
    id: newVerificationId(),
    // Nobody is asked twice at once.
    customerId: isOpen ? `C-open-${index}` : fact.customer,
    staffSubject: fact.staff,
    staffName: fact.staff === 'staff-gone' ? 'Gone' : 'Name of then',
    purpose: fact.wire ? 'wire_transfer' : 'account_access',
    transferId: fact.wire ? transfer.id : null,
    transferHash: fact.wire ? transfer.hash : null,
    delivery: fact.delivery,
    callReference: fact.call,
    requestedAt,
    status,
    reason,
    endedAt: isOpen ? null : new Date(requestedAt.getTime() + fact.answerMs),
    grantExpiresAt: status === 'approved' ? later(600, requestedAt) : null,
  });
}

describe.each(sqlStages)('the figures on $name', ({ open }) => {
  let stage: SqlStage;
  beforeAll(async () => {
    stage = await open();
    const { db } = stage.database;
    await db
      .insertInto('transfers')
      .values({ ...toTransferRow(transfer), lease_node: null, lease_until: null })
      .execute();
    await db.insertInto('staff_members').values(members).execute();
  });
  afterAll(() => stage.close());

  async function put(history: readonly Verification[]): Promise<void> {
    await stage.empty();
    if (history.length === 0) return;
    const rows = history.map((v) => ({ ...toRow(v), sealed: null, lease_node: null, lease_until: null }));
    await stage.database.db.insertInto('verifications').values(rows).execute();
  }

  const figures = (filter: HistoryFilter, zone: string, now: Date) =>
    getFigures(
      {
        figures: createFiguresStore(stage.database.db),
        history: { staff: async () => [] },
        directory: { search: async () => ({ customers: [], more: false }), get: async () => undefined },
        region: 'GB',
        searches: freeSearches(),
        env: { TIME_ZONE: zone },
        audit: { append: async () => {} },
        clock: { now: () => now, after: () => () => {} },
      },
      sue,
      filter,
    );

  test('are what counting one by one comes to, whatever is asked for and whatever the clocks did', async () => {
    let [some, compared] = [0, 0];
    await fc.assert(
      fc.asyncProperty(
        facts,
        filter,
        period,
        fc.constantFrom(...occasions),
        fc.integer({ min: -3000, max: 9000 }),
        async (given, rest, chosen, { zone, change }, minutes) => {
          const history = given.map((fact, index) => toVerification(fact, index, change));
          await put(history);
          const now = new Date(Date.parse(change) + minutes * MINUTE_MS);
          const asked = { ...rest, period: periodAround(chosen, change) };
          const expected = naiveFigures(history, names, asked, zone, now);
          expect(await figures(asked, zone, now)).toEqual(expected);
          if (expected.totals.total > 0) some++;
          if ((expected.before?.totals.total ?? 0) > 0) compared++;
        },
      ),
      { numRuns: tries(30) },
    );
    // Or the property would hold of nothing.
    expect(some).toBeGreaterThan(10);
    expect(compared).toBeGreaterThan(2);
  });

  test('of an hour that comes twice have both in it', async () => {
    await put([
      approved({ requestedAt: new Date('2026-10-25T00:30:00Z'), endedAt: new Date('2026-10-25T00:30:10Z') }),
      approved({ requestedAt: new Date('2026-10-25T01:30:00Z'), endedAt: new Date('2026-10-25T01:30:20Z') }),
    ]);
    const day = { ...anything, period: { from: '2026-10-25', to: '2026-10-25' } };
    const { from, to, byHour, byDay } = await figures(day, 'Europe/London', new Date('2026-11-01T00:00:00Z'));
    expect({ from, to }).toEqual({ from: '2026-10-24T23:00:00.000Z', to: '2026-10-26T00:00:00.000Z' });
    expect(byHour.map(({ counts }) => counts.approved)).toEqual([0, 2, ...Array(22).fill(0)]);
    expect(byDay.map(({ counts }) => counts.total)).toEqual([2]);
  });

  test('of nothing are all there, and say so', async () => {
    await put([]);
    const week = await figures({ ...anything, period: { preset: '7d' } }, 'UTC', START);
    expect(week.totals.total).toBe(0);
    expect(week.answers).toEqual({ count: 0, median: null, p95: null });
    expect(week.byDay).toHaveLength(7);
    expect(week.byHour).toHaveLength(24);
    expect(week.byStaff).toEqual([]);
    expect(week.before?.totals.total).toBe(0);
    const ever = await figures(anything, 'UTC', START);
    expect(ever).toMatchObject({
      from: START.toISOString(),
      to: START.toISOString(),
      before: null,
      byDay: [],
    });
  });

  test('count what was reported, in which way, and the alarms it raised', async () => {
    const customer = { customerId: 'C-1', customerSubject: 'sub-1' };
    const yes = approved({ ...customer, requestedAt: later(0), endedAt: later(5), grantEnd: 'call_ended' });
    const no = ended('denied', { ...customer, reason: 'fraud_reported', requestedAt: later(3600) });
    const other = ended('expired', {
      customerId: 'C-2',
      customerSubject: 'sub-2',
      staffSubject: 'staff-bob',
      requestedAt: later(7200),
    });
    await put([yes, no, other]);
    const about = (v: Verification, source: ReportSource, at: number) =>
      reportOn(v, source, source === 'staff' ? sue : opActor, later(at));
    await stage.store.report([
      about(yes, 'staff', 60),
      about(no, 'provider', 3700),
      { ...about(other, 'security_event', 7300), verificationId: null },
      { ...about(other, 'security_event', 7400), verificationId: null, subject: null, customerId: null },
      about(yes, 'denial', -3 * 86_400),
    ]);
    const at = later(9000);
    const all = await figures(anything, 'UTC', at);
    expect(all.reports).toEqual({
      bySource: { provider: 1, security_event: 2, staff: 1, denial: 1, wrong_subject: 0 },
      alarms: 2,
    });
    expect(all.totals.fraudReports).toBe(2);
    expect(all.byStaff.map(({ subject, counts }) => [subject, counts.fraudReports])).toEqual([
      ['staff-ann', 2],
      ['staff-bob', 0],
    ]);
    expect(all.byDay.map(({ counts }) => counts.fraudReports)).toEqual([2]);
    expect(all.byHour.flatMap(({ hour, counts }) => (counts.fraudReports ? [hour] : []))).toEqual([9, 10]);

    const today = await figures({ ...anything, period: { preset: 'today' } }, 'UTC', at);
    expect(today.reports.bySource).toMatchObject({ staff: 1, denial: 0 });
    expect(today.before?.reports.bySource).toMatchObject({ staff: 0, denial: 0 });
    const ofAnn = await figures({ ...anything, staff: 'staff-ann' }, 'UTC', at);
    expect(ofAnn.reports).toEqual({
      bySource: { provider: 1, security_event: 0, staff: 1, denial: 1, wrong_subject: 0 },
      alarms: 1,
    });
    for (const table of ['reports', 'alarms'] as const) await stage.database.db.deleteFrom(table).execute();
  });

  test('agree with each other while verifications come and go', async () => {
    const history = Array.from({ length: 40 }, (_, n) => ended('denied', { requestedAt: later(n) }));
    await put(history);
    const { db } = stage.database;
    let done = false;
    const coming = (async () => {
      for (let n = 0; !done; n++) {
        const v = ended('expired', { requestedAt: later(n % 900) });
        await db
          .insertInto('verifications')
          .values({ ...toRow(v), sealed: null, lease_node: null, lease_until: null })
          .execute();
      }
    })();
    for (let n = 0; n < 10; n++) {
      const { totals, byDay, byHour, byStaff } = await figures(anything, 'UTC', later(3600));
      for (const parts of [byDay, byHour, byStaff]) {
        expect(parts.reduce((all, { counts }) => all + counts.total, 0)).toBe(totals.total);
      }
    }
    done = true;
    await coming;
    const { rows } = await sql<{ n: string }>`select count(*) as n from verifications`.execute(db);
    expect(Number(rows[0]?.n)).toBeGreaterThan(history.length);
  });
});
