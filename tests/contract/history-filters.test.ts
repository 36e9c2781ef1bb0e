import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exportHistory } from '@/lib/history/export/export';
import { columns, type ExportRow } from '@/lib/history/export/row';
import { startRun } from '@/lib/history/export/run';
import { anything, type HistoryFilter, type Period } from '@/lib/history/filter/view';
import { listHistory } from '@/lib/history/list';
import { resolveFilter } from '@/lib/history/resolve';
import type { HistoryPage, HistoryRow } from '@/lib/history/view';
import type { Verification } from '@/lib/verification/verification';
import { engines } from '../support/engines';
import { contentOf, type HistoryStage, openHistory, randomHistory, zone } from '../support/history-stage';
import { readCsv } from '../support/read-csv';
import { ann, bob, later, START, staff, sue, tom } from '../support/samples';

/** What each text typed for a customer means among those people. */
const meant: Readonly<Record<string, readonly string[]>> = {
  maria: ['C-1', 'C-2'],
  ALVAREZ: ['C-1'],
  "sean o'brien": ['C-3'],
  'C-2': ['C-2'],
  'C-gone': ['C-gone'],
  nobody: [],
};

const filters: { readonly [name in keyof HistoryFilter]: readonly HistoryFilter[name][] } = {
  period: [
    { preset: 'today' },
    { preset: 'yesterday' },
    { preset: '7d' },
    { preset: '365d' },
    { from: '2026-02-28', to: '2026-03-01' },
    { from: '2026-03-01', to: null },
    { from: null, to: '2026-02-20' },
    { from: '2026-03-02', to: '2026-03-01' },
  ],
  staff: [ann.subject, bob.subject, 'staff-nobody'],
  customer: Object.keys(meant),
  purpose: ['account_access', 'wire_transfer'],
  status: ['requested', 'pending', 'approved', 'denied', 'failed'],
  reason: ['denied', 'fraud_reported', 'cancelled', 'interrupted'],
  delivery: ['poll', 'push'],
  call: ['K-1', 'K-9'],
};

const alone = Object.entries(filters).flatMap(([name, values]) =>
  values.map((value): HistoryFilter => ({ ...anything, [name]: value })),
);

const combined: fc.Arbitrary<HistoryFilter> = fc.record({
  period: fc.constantFrom(null, null, ...filters.period),
  staff: fc.constantFrom(null, null, ...filters.staff),
  customer: fc.constantFrom(null, null, ...filters.customer),
  purpose: fc.constantFrom(null, null, ...filters.purpose),
  status: fc.constantFrom(null, null, ...filters.status),
  reason: fc.constantFrom(null, null, ...filters.reason),
  delivery: fc.constantFrom(null, null, ...filters.delivery),
  call: fc.constantFrom(null, null, ...filters.call),
});

/** As somebody with a pen would do it: by the date on the wall. */
function isMeant(v: Verification, filter: HistoryFilter): boolean {
  return (
    isWithin(v.requestedAt, filter.period) &&
    (filter.staff === null || v.staffSubject === filter.staff) &&
    (filter.customer === null || Boolean(meant[filter.customer]?.includes(v.customerId))) &&
    (filter.purpose === null || v.purpose === filter.purpose) &&
    (filter.status === null || v.status === filter.status) &&
    (filter.reason === null || v.reason === filter.reason) &&
    (filter.delivery === null || v.delivery === filter.delivery) &&
    (filter.call === null || v.callReference === filter.call)
  );
}

function isWithin(at: Date, period: Period | null): boolean {
  if (period === null) return true;
  const day = at.toLocaleDateString('sv-SE', { timeZone: zone });
  if (!('preset' in period)) return (!period.from || day >= period.from) && (!period.to || day <= period.to);
  // START is the second of March.
  const [first, last] = { today: ['2026-03-02'], yesterday: ['2026-03-01', '2026-03-01'] }[
    period.preset as string
  ] ?? [period.preset === '7d' ? '2026-02-24' : '2025-03-03'];
  return day >= (first ?? '') && day <= (last ?? '2026-03-02');
}

function newestFirst(all: readonly Verification[]): Verification[] {
  const key = ({ requestedAt, id }: Verification) => `${requestedAt.toISOString()} ${id}`;
  return [...all].sort((a, b) => (key(a) < key(b) ? 1 : -1));
}

const ids = (rows: readonly { readonly id: string }[]) => rows.map(({ id }) => id);

describe.each(engines)('the filtered history on $name', (engine) => {
  const history = newestFirst(randomHistory(160, 7));
  let stage: HistoryStage;

  beforeAll(async () => {
    stage = await openHistory(engine);
    await stage.put(history);
  });
  afterAll(() => stage.close());

  /** From the newest page to the oldest, as somebody reads it. */
  async function readAll(filter: HistoryFilter, actor = sue): Promise<HistoryRow[]> {
    const rows: HistoryRow[] = [];
    let page: HistoryPage | undefined;
    do {
      page = await listHistory(stage.deps, actor, filter, page?.older ?? undefined);
      rows.push(...page.rows);
    } while (page.older);
    return rows;
  }

  test.each(alone)('has what each filter means by itself: %j', async (filter) => {
    const expected = history.filter((v) => isMeant(v, filter));
    expect(ids(await readAll(filter))).toEqual(ids(expected));
  });

  test('has what all filters mean together', async () => {
    await fc.assert(
      fc.asyncProperty(combined, async (filter) => {
        const expected = history.filter((v) => isMeant(v, filter));
        expect(ids(await readAll(filter))).toEqual(ids(expected));
      }),
      { numRuns: 25 },
    );
  });

  test('shows each exactly once, page by page, also those of one moment', async () => {
    expect(history.length).toBeGreaterThan(3 * 50);
    const times = new Set(history.map(({ requestedAt }) => requestedAt.getTime()));
    expect(times.size).toBeLessThan(history.length - 30);
    expect(ids(await readAll(anything))).toEqual(ids(history));
  });

  test('does not show again or pass over anything while new ones come in', async () => {
    const first = await listHistory(stage.deps, sue, anything);
    const [known] = history;
    if (!known || !first.older) throw new Error('there is more than a page');
    const newcomer = { ...known, id: randomHistory(1, 1)[0]?.id ?? known.id, requestedAt: later(1) };
    const arrived = { ...newcomer, status: 'cancelled', reason: 'cancelled', endedAt: later(2) } as const;
    await stage.put([{ ...arrived, grantExpiresAt: null, grantEnd: null, expiresAt: later(121) }]);
    const second = await listHistory(stage.deps, sue, anything, first.older);
    await stage.db.deleteFrom('verifications').where('id', '=', arrived.id).execute();
    expect(ids([...first.rows, ...second.rows])).toEqual(ids(history.slice(0, 100)));
  });

  test.each([ann, tom, staff('staff-new')])('is their own alone for $subject', async (actor) => {
    const own = history.filter(({ staffSubject }) => staffSubject === actor.subject);
    expect(ids(await readAll(anything, actor))).toEqual(ids(own));
    expect(ids(await readAll({ ...anything, staff: bob.subject }, actor))).toEqual(ids(own));
    const marias = own.filter(({ customerId }) => customerId === 'C-1');
    expect(ids(await readAll({ ...anything, customer: 'alvarez' }, actor))).toEqual(ids(marias));
  });

  describe('as a file', () => {
    const exported = async (filter: HistoryFilter, format: 'csv' | 'jsonl') => {
      const { pieces } = await exportHistory(stage.deps, sue, filter, format);
      return contentOf(pieces);
    };
    const rowsOf = (jsonl: string): ExportRow[] =>
      jsonl
        .split('\n')
        .slice(0, -1)
        .map((line) => JSON.parse(line));

    test('has row for row what the list has', async () => {
      await fc.assert(
        fc.asyncProperty(fc.oneof(fc.constant(anything), combined), async (filter) => {
          const listed = await readAll(filter);
          const rows = rowsOf(await exported(filter, 'jsonl'));
          expect(rows).toMatchObject(listed.map(asExported));
          expect(rows).toHaveLength(listed.length);
        }),
        { numRuns: 10 },
      );
    });

    test('has the same in both formats', async () => {
      const rows = rowsOf(await exported(anything, 'jsonl'));
      const [names, ...records] = readCsv((await exported(anything, 'csv')).slice(1));
      expect(names).toEqual(columns);
      const asText = (row: ExportRow) => columns.map((column) => String(row[column] ?? ''));
      const asSpreadsheet = (text: string) => (text.startsWith('=') ? `'${text}` : text);
      expect(records).toEqual(rows.map((row) => asText(row).map(asSpreadsheet)));
      expect(rows.some(({ binding_message: message }) => message === '=1+1')).toBe(true);
    });

    test('keeps the code to itself while the customer is being asked', async () => {
      const rows = rowsOf(await exported({ ...anything, status: 'pending' }, 'jsonl'));
      expect(rows.length).toBeGreaterThan(0);
      expect(rows.every(({ binding_message: message }) => message === null)).toBe(true);
    });

    test('has each exactly once, however small the steps', async () => {
      const { query } = await resolveFilter(stage.deps, sue, anything, START);
      const pieces = startRun({
        clock: stage.clock,
        log: stage.deps.log,
        pageSize: 7,
        head: '',
        line: ({ id }) => `${id}\n`,
        page: (after) => stage.deps.exports.page(query, 7, after),
        move: async () => {},
        end: async () => {},
      });
      expect((await contentOf(pieces)).split('\n').slice(0, -1)).toEqual(ids(history));
    });
  });
});

/** What a line of the list and a line of the file have in common. */
function asExported(row: HistoryRow): Partial<ExportRow> {
  const isGone = row.customer.id === 'C-gone';
  return {
    id: row.id,
    requested_at: row.requestedAt,
    ended_at: row.endedAt,
    answer_seconds: row.answerSeconds,
    status: row.status,
    reason: row.reason,
    purpose: row.purpose,
    delivery: row.delivery,
    staff_name: row.staffName,
    customer_id: row.customer.id,
    customer_name: isGone ? null : row.customer.name,
    customer_number: isGone ? null : row.customer.number,
    call_reference: row.callReference,
    transfer_id: row.transferId,
    grant_end: row.grantEnd,
  };
}
