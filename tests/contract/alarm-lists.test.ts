import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { opActor } from '@/lib/actor';
import { importCustomers } from '@/lib/adapters/postgres/customer-directory';
import { anyAlarm, anyReport } from '@/lib/alarms/filter/view';
import { getAlarm, openAlarm } from '@/lib/alarms/get-alarm';
import { liftAlarm } from '@/lib/alarms/lift-alarm';
import { listAlarms } from '@/lib/alarms/list-alarms';
import { listReports } from '@/lib/alarms/list-reports';
import { openReport } from '@/lib/alarms/open-report';
import { newReportId, type Report } from '@/lib/alarms/report';
import type { ReportSource } from '@/lib/alarms/view';
import { getHistoryEntry } from '@/lib/history/get';
import { engines } from '../support/engines';
import { freeSearches } from '../support/free-searches';
import { type HistoryStage, openHistory } from '../support/history-stage';
import { ann, customer, ended, later, staff, sue } from '../support/samples';
import { verificationStore } from '../support/stores';

const nora = staff('staff-nora', ['auditor']);
const sam = staff('staff-sam', ['supervisor']);
const HOUR = 3600;

/** About whoever has this number; nobody was being asked. */
function about(n: number, source: ReportSource, at: number, change: Partial<Report> = {}): Report {
  return {
    id: newReportId(),
    source,
    at: later(at),
    reporter: source === 'staff' ? sue : opActor,
    transmitter: source === 'security_event' ? 'Fraud engine' : null,
    subject: `sub-C-a${n}`,
    customerId: `C-a${n}`,
    about: null,
    verificationId: null,
    askedBy: null,
    reason: '',
    ...change,
  };
}

describe.each(engines)('the lists of alarms and reports on $name', (engine) => {
  let stage: HistoryStage;
  const denied = ended('denied', { customerId: 'C-a0', customerSubject: 'sub-C-a0' });
  const wrong = ended('failed', {
    customerId: 'C-a1',
    customerSubject: 'sub-C-a1',
    reason: 'wrong_subject',
  });

  beforeAll(async () => {
    stage = await openHistory(engine);
    await importCustomers(
      stage.db,
      [0, 1, 2, 3].map((n) => customer(`C-a${n}`, { name: `Alma Nr${n}` })),
    );
    await stage.put([denied, wrong]);
    const { report } = verificationStore(stage.db);
    await report([about(0, 'provider', 0, { verificationId: denied.id, askedBy: ann.subject })]);
    await report([about(2, 'staff', 10, { reason: 'does not know their name' })]);
    await report([
      about(1, 'wrong_subject', 20, { verificationId: wrong.id }),
      about(3, 'wrong_subject', 20, { verificationId: wrong.id, customerId: null }),
    ]);
    await report([about(0, 'security_event', 30, { reason: 'urn:event', reporter: opActor })]);
    await report([about(0, 'security_event', 40, { subject: null, customerId: null, about: 'a@b.example' })]);
    await report([about(9, 'security_event', 2 * HOUR, { customerId: null })]);
    const [standing] = (await listAlarms(stage.deps, sam, { ...anyAlarm, customer: 'C-a2' })).rows;
    await liftAlarm(stage.deps, sam, standing?.id ?? '', 'called back');
  });
  afterAll(() => stage.close());

  const named = (rows: readonly { readonly customer: { readonly name: string } | null }[]) =>
    rows.map((row) => row.customer?.name ?? null);
  const recorded = async (action: string) => {
    const rows = await stage.db
      .selectFrom('audit')
      .select(['record', 'customer'])
      .where('action', '=', action)
      .orderBy('id')
      .execute();
    return rows.map(({ record, customer: of }) => ({ ...record.details, ...of?.personal }));
  };

  test('alarms that stand come first, then the newest, also those of subjects that nobody knows', async () => {
    const { rows, unknown, older } = await listAlarms(stage.deps, nora, anyAlarm);
    expect(named(rows)).toEqual(['Unknown customer', 'Alma Nr3', 'Alma Nr1', 'Alma Nr0', 'Alma Nr2']);
    expect(rows.map(({ reports }) => reports.map(({ source }) => source))).toEqual([
      ['security_event'],
      ['wrong_subject'],
      ['wrong_subject'],
      ['security_event', 'provider'],
      ['staff'],
    ]);
    expect(rows[4]).toMatchObject({ lifted: { by: sam.name, reason: 'called back' } });
    expect(unknown).toMatchObject([{ about: 'a@b.example', by: 'Fraud engine' }]);
    expect(older).toBeNull();
  });

  test('an auditor sees all and may lift nothing, nor may who reported it', async () => {
    const all = await listAlarms(stage.deps, nora, anyAlarm);
    expect(all.rows.some(({ mayLift }) => mayLift)).toBe(false);
    const [first] = all.rows;
    await expect(liftAlarm(stage.deps, nora, first?.id ?? '', 'why')).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(liftAlarm(stage.deps, ann, first?.id ?? '', 'why')).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(listAlarms(stage.deps, ann, anyAlarm)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(listReports(stage.deps, ann, anyReport)).rejects.toMatchObject({ code: 'forbidden' });
  });

  test.each([
    [{ state: 'standing' as const }, ['Unknown customer', 'Alma Nr3', 'Alma Nr1', 'Alma Nr0']],
    [{ state: 'lifted' as const }, ['Alma Nr2']],
    [{ state: 'unknown' as const }, []],
    [{ source: 'provider' as const }, ['Alma Nr0']],
    [{ customer: 'Alma Nr1' }, ['Alma Nr1']],
    [{ customer: 'Alma', state: 'lifted' as const }, ['Alma Nr2']],
    [{ customer: 'Nobody at all' }, []],
  ])('alarms are narrowed by %o', async (filter, names) => {
    const { rows, unknown } = await listAlarms(stage.deps, nora, { ...anyAlarm, ...filter });
    expect(named(rows)).toEqual(names);
    expect(unknown.length > 0).toBe('state' in filter && filter.state === 'unknown');
  });

  test('a customer is looked for as on the lookup page, and counts like there', async () => {
    const searches = freeSearches();
    const deps = { ...stage.deps, searches };
    await listAlarms(deps, nora, { ...anyAlarm, customer: 'Alma' });
    await listReports(deps, nora, { ...anyReport, customer: 'Alma' });
    await listReports(deps, nora, anyReport);
    expect(searches.told).toEqual(['staff-nora searched', 'staff-nora searched']);
  });

  test('alarms go on where the page before ended, past the last that stands', async () => {
    const all = await stage.deps.alarms.list(anyQuery, 99, null);
    for (const [at, alarm] of all.entries()) {
      const rest = await stage.deps.alarms.list(anyQuery, 99, alarm.id);
      expect(rest.map(({ id }) => id)).toEqual(all.slice(at + 1).map(({ id }) => id));
    }
  });
  const anyQuery = { ...anyAlarm, customers: null };

  test('reports are listed with or without a verification, and narrowed by way, customer, time and whom', async () => {
    const list = async (filter: Partial<typeof anyReport> = {}) =>
      named((await listReports(stage.deps, nora, { ...anyReport, ...filter })).rows);
    expect(await list()).toEqual([
      'Unknown customer',
      null,
      'Alma Nr0',
      'Alma Nr3',
      'Alma Nr1',
      'Alma Nr2',
      'Alma Nr0',
    ]);
    expect(await list({ source: 'staff' })).toEqual(['Alma Nr2']);
    expect(await list({ customer: 'C-a0' })).toEqual(['Alma Nr0', 'Alma Nr0']);
    expect(await list({ unknown: true })).toEqual([null]);
    const day = later(0).toISOString().slice(0, 10);
    expect(await list({ period: { from: day, to: day } })).toHaveLength(7);
    expect(await list({ period: { from: '2026-04-01', to: null } })).toEqual([]);

    const query = { source: null, customers: null, unknown: false, from: null, to: null };
    const all = await stage.deps.alarms.listReports(query, 99, null);
    const rest = await stage.deps.alarms.listReports(query, 2, all[1]?.id ?? null);
    expect(rest.map(({ id }) => id)).toEqual(all.slice(2, 4).map(({ id }) => id));
  });

  test('looking at one is recorded, and so is looking for a customer; asking again is not', async () => {
    const [alarm] = (await listAlarms(stage.deps, nora, { ...anyAlarm, customer: 'C-a0' })).rows;
    const opened = await openAlarm(stage.deps, nora, alarm?.id ?? '');
    expect(await getAlarm(stage.deps, nora, opened.id)).toEqual(opened);
    expect(await recorded('alarm.viewed')).toEqual([{ alarm: opened.id }]);
    expect((await recorded('alarms.searched')).at(-1)).toEqual({ customer: 'C-a0' });

    const [report] = (await listReports(stage.deps, nora, { ...anyReport, unknown: true })).rows;
    const page = await openReport(stage.deps, nora, report?.id ?? '');
    expect(page).toMatchObject({ customer: null, about: 'a@b.example', alarmId: null, verificationId: null });
    expect(await recorded('report.viewed')).toEqual([{ report: page.id }]);
    expect(await recorded('reports.searched')).toContainEqual({ customer: 'C-a0' });
    for (const id of ['', 'alm_x', "alm_' or 1=1"])
      await expect(openAlarm(stage.deps, nora, id)).rejects.toMatchObject({ code: 'not_found' });
    await expect(openReport(stage.deps, nora, 'rep_x')).rejects.toMatchObject({ code: 'not_found' });
  });

  test('a verification shows what was reported of it; who answered in its place is for those who see all', async () => {
    const { reports } = await getHistoryEntry(stage.deps, ann, denied.id);
    expect(reports).toMatchObject([{ source: 'provider', aboutAnother: false }]);
    const shown = async (who: typeof ann) =>
      (await getHistoryEntry(stage.deps, who, wrong.id)).reports.map(({ aboutAnother }) => aboutAnother);
    expect(await shown(ann)).toEqual([false]);
    expect(await shown(nora)).toEqual([true, false]);
  });
});
