import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { opActor } from '@/lib/actor';
import { createExportStore } from '@/lib/adapters/postgres/export-store';
import { reportOn } from '@/lib/alarms/reports-of';
import { exportHistory } from '@/lib/history/export/export';
import { newExportId } from '@/lib/history/export/export-id';
import { getExport } from '@/lib/history/export/progress';
import { anything } from '@/lib/history/filter/view';
import { engines } from '../support/engines';
import { contentOf, type HistoryStage, openHistory } from '../support/history-stage';
import { ended, later, pending, START, staff, sue } from '../support/samples';
import { verificationStore } from '../support/stores';

const nora = staff('staff-nora', ['auditor']);

/** More than are read at once. */
const MANY = 2_500;

describe.each(engines)('an export on $name', (engine) => {
  let stage: HistoryStage;
  const many = Array.from({ length: MANY }, (_, n) =>
    ended('denied', { requestedAt: later(-Math.floor(n / 3)), endedAt: later(-1) }),
  );

  beforeAll(async () => {
    stage = await openHistory(engine);
    for (let from = 0; from < MANY; from += 500) await stage.put(many.slice(from, from + 500));
  });
  afterAll(() => stage.close());

  const begin = (id = newExportId(), filter = anything) =>
    exportHistory(stage.deps, sue, filter, 'jsonl', id);
  const recordedOf = async (id: string) => {
    const rows = await stage.db.selectFrom('audit').select(['action', 'record']).orderBy('id').execute();
    return rows
      .filter(({ record }) => record.details.export === id)
      .map(({ action, record }) => ({ action, ...record.details }));
  };
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

  test('has every row, and is recorded with how many and the hash of them', async () => {
    const id = newExportId();
    const { pieces } = await begin(id, { ...anything, status: 'denied' });
    expect(await getExport(stage.deps, sue, id)).toEqual({ id, state: 'running', written: 0, total: MANY });
    const text = await contentOf(pieces);
    expect(text.split('\n')).toHaveLength(MANY + 1);
    expect(await getExport(stage.deps, sue, id)).toEqual({
      id,
      state: 'finished',
      written: MANY,
      total: MANY,
    });
    expect(await recordedOf(id)).toEqual([
      { action: 'history.exported', export: id, format: 'jsonl', status: 'denied', total: MANY },
      { action: 'history.export_ended', export: id, rows: MANY, state: 'finished', sha256: sha256(text) },
    ]);
  });

  test('says in which ways it was reported, and what the caller said of a denial', async () => {
    const customer = { customerId: 'C-3', customerSubject: 'sub-3' };
    const v = ended('denied', { ...customer, denialUnclear: true, denialAnswer: 'will_not_say' });
    await stage.put([v]);
    const { report } = verificationStore(stage.db);
    await report([reportOn(v, 'staff', sue, START), reportOn(v, 'staff', sue, START)]);
    await report([reportOn(v, 'provider', opActor, START)]);
    const { pieces } = await begin(undefined, { ...anything, customer: 'C-3' });
    expect(JSON.parse(await contentOf(pieces))).toMatchObject({
      id: v.id,
      report_sources: 'provider staff',
      denial_answer: 'will_not_say',
    });
    await stage.db.deleteFrom('verifications').where('id', '=', v.id).execute();
  });

  test('says how far it has come while it runs', async () => {
    const id = newExportId();
    const { pieces } = await begin(id);
    await pieces.next();
    await stage.clock.advance(1_000);
    await expect
      .poll(() => getExport(stage.deps, sue, id))
      .toMatchObject({ state: 'running', written: 2_000 });
    await pieces.stop();
  });

  test('that is broken off says so, and how far it came', async () => {
    const id = newExportId();
    const { pieces } = await begin(id);
    const piece = await pieces.next();
    await pieces.stop();
    await expect(pieces.next()).rejects.toThrow('broken off');
    expect(await getExport(stage.deps, sue, id)).toMatchObject({ state: 'broken_off', written: 2_000 });
    const hash = sha256(Buffer.from(piece ?? []).toString());
    expect((await recordedOf(id))[1]).toMatchObject({ rows: 2_000, state: 'broken_off', sha256: hash });
  });

  test('whose node went down is broken off once it has been silent', async () => {
    const id = newExportId();
    const at = stage.clock.now();
    const entry = { at, actor: sue, action: 'history.exported' } as const;
    await stage.deps.exports.start({ id, sessionId: sue.sessionId, total: 5, at }, entry);
    expect(await getExport(stage.deps, sue, id)).toMatchObject({ state: 'running' });
    stage.clock.jump(31_000);
    expect(await getExport(stage.deps, sue, id)).toMatchObject({ state: 'broken_off' });
  });

  test('has nothing that was requested or came to this end after it began', async () => {
    const asked = pending({ customerId: 'C-3', requestedAt: later(-2) });
    await stage.put([asked]);
    const { pieces: all } = await begin(undefined, anything);
    const { pieces: denied } = await begin(undefined, { ...anything, status: 'denied' });
    const now = stage.clock.now();
    await stage.put([ended('denied', { requestedAt: later(1, now), endedAt: later(2, now) })]);
    const over = { status: 'denied', reason: 'denied', ended_at: later(1, now) } as const;
    await stage.db.updateTable('verifications').set(over).where('id', '=', asked.id).execute();
    expect((await contentOf(all)).split('\n')).toHaveLength(MANY + 2);
    expect((await contentOf(denied)).split('\n')).toHaveLength(MANY + 1);
    await stage.db.deleteFrom('verifications').where('requested_at', '>', START).execute();
    await stage.db.deleteFrom('verifications').where('id', '=', asked.id).execute();
  });

  test('leaves the database to others while nobody reads on', async () => {
    const { pieces } = await begin();
    await pieces.next();
    // On the embedded database there is but one connection.
    expect(await stage.deps.exports.count({ ...nothing, status: 'approved' })).toBe(0);
    await pieces.stop();
  });

  test('begins again under its id once it has ended, for the same person in the same session', async () => {
    const id = newExportId();
    const at = stage.clock.now();
    const entry = { at, actor: sue, action: 'history.exported' } as const;
    const start = (sessionId: string) => stage.deps.exports.start({ id, sessionId, total: 1, at }, entry);
    expect(await start(sue.sessionId)).toBe(true);
    expect(await start(sue.sessionId)).toBe(false);
    const end = { state: 'broken_off', written: 1, at } as const;
    await stage.deps.exports.end(id, end, { ...entry, action: 'history.export_ended' });
    expect(await start(nora.sessionId)).toBe(false);
    await expect(getExport(stage.deps, nora, id)).rejects.toMatchObject({ code: 'not_found' });
    expect(await start(sue.sessionId)).toBe(true);
    expect(await getExport(stage.deps, sue, id)).toMatchObject({ state: 'running', written: 0 });
  });

  test('that has ended is not started again by a late word of progress', async () => {
    const id = newExportId();
    const { pieces } = await begin(id, { ...anything, status: 'approved' });
    await contentOf(pieces);
    await stage.deps.exports.move(id, 1, stage.clock.now());
    expect(await getExport(stage.deps, sue, id)).toMatchObject({ state: 'finished', written: 0 });
  });

  test('does not begin where that cannot be recorded', async () => {
    const exports = createExportStore(stage.db, async () => {
      throw new Error('no audit today');
    });
    const id = newExportId();
    const begun = exportHistory({ ...stage.deps, exports }, sue, anything, 'csv', id);
    await expect(begun).rejects.toThrow('no audit today');
    expect(await stage.deps.exports.find(id)).toBeUndefined();
  });

  test('is forgotten after a day; what was exported stays recorded', async () => {
    const id = newExportId();
    await contentOf((await begin(id, { ...anything, status: 'approved' })).pieces);
    stage.clock.jump(25 * 60 * 60 * 1000);
    await (await begin()).pieces.stop();
    expect(await stage.deps.exports.find(id)).toBeUndefined();
    expect(await recordedOf(id)).toHaveLength(2);
  });
});

const nothing = {
  from: null,
  to: null,
  staff: null,
  customers: null,
  purpose: null,
  status: null,
  reason: null,
  delivery: null,
  call: null,
  asOf: null,
} as const;
