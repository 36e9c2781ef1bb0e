import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { Store } from '../../../sandbox/store';

async function opened(): Promise<{ store: Store; folder: string; kept: () => Promise<string> }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'alder-store-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const kept = () => readFile(path.join(folder, 'state.json'), 'utf8');
  return { store: await Store.open(folder), folder, kept };
}

test('what was set is on the disk once it is saved, whoever else is saving', async () => {
  const { store, kept } = await opened();
  const saves = Array.from({ length: 30 }, async (_, n) => {
    store.set(`key-${n}`, n);
    await store.saved();
    expect(await kept()).toContain(`"key-${n}"`);
  });
  await Promise.all(saves);
});

test('what is set while a write is under way is saved by the next', async () => {
  const { store, kept } = await opened();
  store.set('first', 1);
  const first = store.saved();
  // By now the file is being written.
  await Promise.resolve();
  store.set('second', 2);
  await Promise.all([first, store.saved()]);
  expect(await kept()).toMatch(/first.*second/);
});

test('a disk that cannot be written to is no success, and the next save makes up for it', async () => {
  const { store, folder, kept } = await opened();
  await rm(folder, { recursive: true });
  store.set('key', 1);
  await expect(store.saved()).rejects.toThrow();
  await mkdir(folder);
  await store.saved();
  expect(await kept()).toContain('"key"');
});
