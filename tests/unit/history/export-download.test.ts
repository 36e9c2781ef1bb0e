import { describe, expect, test, vi } from 'vitest';
import { download } from '@/lib/web/download';
import { quiet } from '../../support/fake-clock';

function file(parts: readonly string[]) {
  const left = [...parts];
  const pieces = {
    next: vi.fn(async (): Promise<Uint8Array | undefined> => {
      const part = left.shift();
      return part === undefined ? undefined : Buffer.from(part);
    }),
    stop: vi.fn(async () => {}),
  };
  return { name: 'countersign-history-2026-11-22.csv', contentType: 'text/csv; charset=utf-8', pieces };
}

const here = () => new AbortController().signal;

describe('a download', () => {
  test('is a file with its name, kept by nobody and changed by no proxy', () => {
    const { headers } = download(file([]), here());
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(headers.get('content-disposition')).toBe(
      'attachment; filename="countersign-history-2026-11-22.csv"',
    );
    expect(headers.get('cache-control')).toMatch(/no-store.*no-transform/);
  });

  test('has all pieces in their order', async () => {
    const made = file(['one ', 'two ', 'three']);
    expect(await download(made, here()).text()).toBe('one two three');
    expect(made.pieces.stop).not.toHaveBeenCalled();
  });

  test('is not made faster than it is taken', async () => {
    const { pieces, ...rest } = file(Array.from({ length: 100 }, () => 'piece'));
    const reader = download({ ...rest, pieces }, here()).body?.getReader();
    await quiet();
    expect(pieces.next).toHaveBeenCalledTimes(1);
    await reader?.read();
    await quiet();
    expect(pieces.next).toHaveBeenCalledTimes(2);
  });

  test('stops when the browser goes away, however that is noticed', async () => {
    const cancelled = file(['one', 'two']);
    await download(cancelled, here()).body?.cancel();
    expect(cancelled.pieces.stop).toHaveBeenCalled();
    const aborted = file(['one', 'two']);
    const gone = new AbortController();
    download(aborted, gone.signal);
    gone.abort();
    expect(aborted.pieces.stop).toHaveBeenCalled();
    const early = file(['one']);
    download(early, AbortSignal.abort());
    expect(early.pieces.stop).toHaveBeenCalled();
  });

  test('that cannot go on breaks off: no part passes for the whole', async () => {
    const made = file(['one']);
    made.pieces.next.mockResolvedValueOnce(Buffer.from('one')).mockRejectedValueOnce(new Error('lost'));
    await expect(download(made, here()).text()).rejects.toThrow('lost');
  });

  test('that is complete is not stopped when the connection is closed after it', async () => {
    const made = file(['one']);
    const gone = new AbortController();
    await download(made, gone.signal).text();
    gone.abort();
    expect(made.pieces.stop).not.toHaveBeenCalled();
  });
});
