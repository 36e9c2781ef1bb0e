import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { closedFolder } from '@/lib/adapters/closed-folder';
import { openPglite } from '@/lib/adapters/postgres/pglite';
import { requireWritable } from '../../scripts/lib/data-folder.mjs';

const modeOf = (folder: string) => statSync(folder).mode & 0o7777;

function opened(mode = 0o755): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'countersign-open-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  chmodSync(folder, mode);
  return folder;
}

describe.each<[who: string, close: (folder: string) => unknown]>([
  ['the desk', closedFolder],
  ['the start', requireWritable],
])('a folder for what is secret, taken by %s,', (_who, close) => {
  test('is made closed, and closed again where it was open', async () => {
    const folder = opened();
    await close(path.join(folder, 'new', 'deep'));
    expect(modeOf(path.join(folder, 'new', 'deep'))).toBe(0o700);
    await close(folder);
    expect(modeOf(folder)).toBe(0o700);
  });

  test('is left as it is where it is everybody’s', async () => {
    const folder = opened(0o1777);
    await close(folder);
    expect(modeOf(folder)).toBe(0o1777);
  });
});

test('the embedded database cannot be reached by others in a folder that was there before', async () => {
  const folder = opened();
  mkdirSync(path.join(folder, 'desk'), { mode: 0o755 });
  const database = await openPglite(path.join(folder, 'desk'));
  await database.close();
  expect([modeOf(folder), modeOf(path.join(folder, 'desk'))]).toEqual([0o700, 0o700]);
});
