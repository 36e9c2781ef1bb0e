import { mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { lock } from '../../scripts/lib/data-folder.mjs';

async function folder(): Promise<{ at: string; file: string }> {
  const at = await mkdtemp(path.join(tmpdir(), 'countersign-lock-'));
  onTestFinished(() => rm(at, { recursive: true, force: true }));
  return { at, file: path.join(at, 'lock') };
}

/** What a process of another container writes: its ids mean nothing here, and may be those of processes that run. */
const elsewhere = `${process.ppid} 4711 other-host:pid:[4026530000]\n`;

test('a data folder that a process of another container holds is not taken from it', async () => {
  const { at, file } = await folder();
  await writeFile(file, elsewhere);
  const holder = setInterval(() => void utimes(file, new Date(), new Date()), 200);
  try {
    await expect(lock(at, 2000)).rejects.toThrow(/Another Countersign .* is using the data folder/);
  } finally {
    clearInterval(holder);
  }
  expect(await readFile(file, 'utf8')).toBe(elsewhere);
});

test('one whose holder is gone is taken over, and the new holder is seen to be there', async () => {
  const { at, file } = await folder();
  await writeFile(file, elsewhere);
  const release = await lock(at, 600);
  const mine = await readFile(file, 'utf8');
  expect(mine).toMatch(new RegExp(`^${process.pid} `));
  // As a process of another container sees it.
  await writeFile(file, mine.replace(/ \S+\n$/, ' third-host:pid:[1]\n'));
  await expect(lock(at, 2500)).rejects.toThrow(/is using the data folder/);
  await writeFile(file, mine);
  release();
  const again = await lock(at);
  again();
});
