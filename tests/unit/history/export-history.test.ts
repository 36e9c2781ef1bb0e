import { describe, expect, test, vi } from 'vitest';
import type { AuditEntry } from '@/lib/audit/entry';
import { exportHistory } from '@/lib/history/export/export';
import { newExportId } from '@/lib/history/export/export-id';
import { getExport } from '@/lib/history/export/progress';
import type { ExportStore } from '@/lib/history/export/store';
import { anything } from '@/lib/history/filter/view';
import { recordingLog } from '../../support/recording-log';
import { ann, later, START, staff, sue, tom } from '../../support/samples';
import { historyDesk } from './history-desk';

const nora = staff('staff-nora', ['auditor']);

function setUp(known: Parameters<typeof historyDesk>[0] = {}) {
  const recorded: AuditEntry[] = [];
  const exports = {
    count: vi.fn<ExportStore['count']>(async () => 0),
    page: vi.fn<ExportStore['page']>(async () => []),
    start: vi.fn<ExportStore['start']>(async (_, audit) => Boolean(recorded.push(audit))),
    move: vi.fn<ExportStore['move']>(async () => {}),
    end: vi.fn<ExportStore['end']>(async (_id, _end, audit) => void recorded.push(audit)),
    find: vi.fn<ExportStore['find']>(async () => undefined),
  };
  const deps = { ...historyDesk(known).deps, exports, log: recordingLog().log };
  return { deps, recorded };
}

describe('an export', () => {
  test.each([ann, tom, staff('staff-new', [])])(
    'is not for $subject: nothing is read or recorded',
    async (actor) => {
      const { deps, recorded } = setUp();
      await expect(exportHistory(deps, actor, anything, 'csv')).rejects.toMatchObject({ code: 'forbidden' });
      expect(deps.exports.count).not.toHaveBeenCalled();
      expect(recorded).toEqual([]);
    },
  );

  test.each([sue, nora])(
    'is recorded for $subject at its start, the person apart, and at its end',
    async (actor) => {
      const { deps, recorded } = setUp();
      deps.exports.count.mockResolvedValueOnce(7);
      const id = newExportId();
      const filter = { ...anything, status: 'denied', customer: 'Maria' } as const;
      const { pieces } = await exportHistory(deps, actor, filter, 'jsonl', id);
      expect(recorded).toEqual([
        {
          at: START,
          actor,
          action: 'history.exported',
          details: { status: 'denied', export: id, format: 'jsonl', total: 7 },
          personal: { customer: 'Maria' },
        },
      ]);
      expect(deps.exports.page).not.toHaveBeenCalled();
      await pieces.next();
      const nothing = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
      expect(recorded[1]).toMatchObject({
        action: 'history.export_ended',
        details: { export: id, rows: 0, state: 'finished', sha256: nothing },
      });
    },
  );

  test('that cannot be recorded does not begin', async () => {
    const { deps } = setUp();
    deps.exports.start.mockRejectedValueOnce(new Error('the database is away'));
    await expect(exportHistory(deps, sue, anything, 'csv')).rejects.toThrow('away');
    expect(deps.exports.page).not.toHaveBeenCalled();
  });

  test('is of what there is at its start', async () => {
    const { deps } = setUp();
    const { pieces } = await exportHistory(deps, sue, anything, 'jsonl');
    await deps.clock.advance(5_000);
    await pieces.next();
    expect(deps.exports.count.mock.calls[0]?.[0]).toMatchObject({ asOf: START });
    expect(deps.exports.page.mock.calls[0]?.[0]).toMatchObject({ asOf: START });
  });

  test('is named by the day it is at the desk', async () => {
    const { deps } = setUp();
    const late = { ...deps, env: { TIME_ZONE: 'Pacific/Kiritimati' } };
    deps.clock.jump(2 * 60 * 60 * 1000);
    expect(await exportHistory(late, sue, anything, 'csv')).toMatchObject({
      name: 'countersign-history-2026-03-03.csv',
      contentType: expect.stringMatching(/^text\/csv; charset=utf-8/),
    });
  });

  test('whose id is at work already goes on under another', async () => {
    const { deps, recorded } = setUp();
    deps.exports.start.mockResolvedValueOnce(false);
    const id = newExportId();
    await exportHistory(deps, sue, anything, 'csv', id);
    expect(deps.exports.start).toHaveBeenCalledTimes(2);
    expect(recorded[0]?.details?.export).toMatch(/^exp_[\w-]{22}$/);
    expect(recorded[0]?.details?.export).not.toBe(id);
  });

  test.each(['', 'exp_', 'exp_\0', `${newExportId()}x`])('has no such id: %j', async (id) => {
    const { deps } = setUp();
    const begun = exportHistory(deps, sue, anything, 'csv', id);
    await expect(begun).rejects.toMatchObject({ code: 'invalid_input' });
  });

  test('that would quietly leave customers out is refused', async () => {
    const { deps, recorded } = setUp({ more: true });
    const begun = exportHistory(deps, sue, { ...anything, customer: 'Ma' }, 'csv');
    await expect(begun).rejects.toMatchObject({ code: 'invalid_input' });
    expect(recorded).toEqual([]);
  });
});

describe('how far an export has come', () => {
  const id = newExportId();
  const running = {
    sessionId: sue.sessionId,
    state: 'running',
    written: 5,
    total: 9,
    movedAt: START,
  } as const;

  test('is told to whoever started it', async () => {
    const { deps } = setUp();
    deps.exports.find.mockResolvedValue(running);
    expect(await getExport(deps, sue, id)).toEqual({ id, state: 'running', written: 5, total: 9 });
    await expect(getExport(deps, nora, id)).rejects.toMatchObject({ code: 'not_found' });
    await expect(getExport(deps, staff('staff-sue', ['agent']), id)).rejects.toMatchObject({
      code: 'forbidden',
    });
  });

  test.each(['exp_x', '', newExportId()])('is not told of what never began: %j', async (unknown) => {
    const { deps } = setUp();
    await expect(getExport(deps, sue, unknown)).rejects.toMatchObject({ code: 'not_found' });
  });

  test.each([
    ['running', 30, 'running'],
    ['running', 31, 'broken_off'],
    ['finished', 500, 'finished'],
    ['broken_off', 1, 'broken_off'],
  ] as const)('%s and silent for %d seconds is %s', async (state, seconds, shown) => {
    const { deps } = setUp();
    deps.exports.find.mockResolvedValue({ ...running, state, movedAt: later(-seconds) });
    expect(await getExport(deps, sue, id)).toMatchObject({ state: shown });
  });
});
