import { createHash } from 'node:crypto';
import { describe, expect, test, vi } from 'vitest';
import type { Place } from '@/lib/history/cursor';
import type { ExportRow } from '@/lib/history/export/row';
import { startRun } from '@/lib/history/export/run';
import { FakeClock, quiet } from '../../support/fake-clock';
import { recordingLog } from '../../support/recording-log';

// Only what places a row matters here.
const row = (n: number) => ({ id: `ver_${n}`, requested_at: '2026-03-02T09:00:00.000Z' }) as ExportRow;

function setUp(total: number, change: { head?: string } = {}) {
  const clock = new FakeClock();
  const { log, at } = recordingLog();
  const page = vi.fn(async (after: Place | null) => {
    const start = after ? Number(after.id.slice(4)) + 1 : 0;
    return Array.from({ length: Math.max(0, Math.min(3, total - start)) }, (_, i) => row(start + i));
  });
  const move = vi.fn(async (_written: number) => {});
  const end = vi.fn(async (_state: string, _written: number, _sha256: string) => {});
  const line = ({ id }: ExportRow) => `${id}\n`;
  const run = startRun({ clock, log, pageSize: 3, head: 'ids\n', line, page, move, end, ...change });
  return { run, clock, page, move, end, logged: at };
}

async function readAll({ next }: ReturnType<typeof startRun>): Promise<string> {
  let text = '';
  for (let piece = await next(); piece; piece = await next()) text += Buffer.from(piece).toString();
  return text;
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

describe('an export under way', () => {
  test.each([0, 1, 2, 3, 4, 6, 7])(
    'hands out each of %d rows once, then says that it is finished',
    async (total) => {
      const { run, end, clock } = setUp(total);
      const text = await readAll(run);
      expect(text).toBe(`ids\n${Array.from({ length: total }, (_, n) => `ver_${n}\n`).join('')}`);
      expect(end.mock.calls).toEqual([['finished', total, sha256(text)]]);
      await clock.advance(60_000);
      expect(clock.waiting).toBe(0);
    },
  );

  test('may begin with nothing but its rows', async () => {
    expect(await readAll(setUp(2, { head: '' }).run)).toBe('ver_0\nver_1\n');
    expect(await readAll(setUp(0, { head: '' }).run)).toBe('');
  });

  test('reads one page ahead and no further while nobody takes any', async () => {
    const { run, page } = setUp(100);
    await run.next();
    await quiet();
    expect(page).toHaveBeenCalledTimes(1);
    await run.next();
    await quiet();
    expect(page).toHaveBeenCalledTimes(2);
  });

  test('is not finished before its end is recorded', async () => {
    const { run, end } = setUp(1);
    await run.next();
    await run.next();
    end.mockRejectedValueOnce(new Error('the database is away'));
    await expect(run.next()).rejects.toThrow('away');
    await expect(run.next()).rejects.toThrow('broken off');
    expect(end).toHaveBeenCalledTimes(1);
  });

  test('that nobody wants any more stops reading and says how far it came', async () => {
    const { run, end, page, clock } = setUp(100);
    await run.next();
    await run.next();
    await quiet();
    page.mockClear();
    await run.stop();
    expect(end.mock.calls).toEqual([['broken_off', 3, sha256('ids\nver_0\nver_1\nver_2\n')]]);
    await expect(run.next()).rejects.toThrow('broken off');
    await run.stop();
    expect(end).toHaveBeenCalledTimes(1);
    expect(page).not.toHaveBeenCalled();
    expect(clock.waiting).toBe(0);
  });

  test('that nobody wants while a page is read hands nothing out', async () => {
    const { run, end, page } = setUp(100);
    let deliver: (rows: ExportRow[]) => void = () => {};
    page.mockReturnValueOnce(
      new Promise((resolve) => {
        deliver = resolve;
      }),
    );
    await run.next();
    const piece = run.next();
    await run.stop();
    deliver([row(0), row(1), row(2)]);
    await expect(piece).rejects.toThrow('broken off');
    expect(end.mock.calls).toEqual([['broken_off', 0, sha256('ids\n')]]);
    expect(page).toHaveBeenCalledTimes(1);
  });

  test('that nobody wanted from the start is broken off all the same', async () => {
    const { run, end } = setUp(5);
    await run.stop();
    expect(end.mock.calls).toEqual([['broken_off', 0, sha256('')]]);
  });

  test('that cannot read on fails with the cause, even where that cannot be recorded', async () => {
    const { run, end, page } = setUp(100);
    await run.next();
    page.mockRejectedValueOnce(new Error('connection lost'));
    await run.next();
    end.mockRejectedValueOnce(new Error('this neither'));
    await expect(run.next()).rejects.toThrow('connection lost');
    expect(end.mock.calls).toEqual([['broken_off', 3, expect.any(String)]]);
  });

  test('whose end nobody could record when it was stopped is logged', async () => {
    const { run, end, logged } = setUp(5);
    end.mockRejectedValueOnce(new Error('the database is away'));
    await run.stop();
    expect(logged('error')).toBe(1);
  });
});

describe('how far it has come', () => {
  test('is told once a second while it moves, and every ten while it waits for the browser', async () => {
    const { run, clock, move } = setUp(100);
    await run.next();
    await run.next();
    await clock.advance(999);
    expect(move).not.toHaveBeenCalled();
    await clock.advance(1);
    expect(move.mock.calls).toEqual([[3]]);
    await run.next();
    await clock.advance(1000);
    expect(move.mock.calls).toEqual([[3], [6]]);
    await clock.advance(9_000);
    expect(move).toHaveBeenCalledTimes(2);
    await clock.advance(1_000);
    expect(move.mock.calls).toEqual([[3], [6], [6]]);
    await run.stop();
  });

  test('does not matter to the export where it cannot be told', async () => {
    const { run, clock, move, logged } = setUp(4);
    move.mockRejectedValueOnce(new Error('busy'));
    await run.next();
    await run.next();
    await clock.advance(1000);
    expect(logged('warn')).toBe(1);
    expect(await readAll(run)).toBe('ver_3\n');
  });
});
