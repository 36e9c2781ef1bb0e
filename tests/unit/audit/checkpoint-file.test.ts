import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { checkpointFileIn, createCheckpointFile, readCheckpointFile } from '@/lib/adapters/checkpoint-file';

/** As long as a checkpoint is, with this in it. */
const jws = (said: string) => `${said}.${said}.${'A'.repeat(86)}`;

async function emptyFile(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'countersign-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return checkpointFileIn(folder);
}

test('a file of checkpoints begins with the first, and its last one is the newest', async () => {
  const file = await emptyFile();
  const witness = createCheckpointFile(file);
  expect(await witness.newest()).toEqual([]);
  expect(await readCheckpointFile(file)).toEqual([]);
  await witness.keep(jws('one'));
  await witness.keep(jws('two'));
  expect(await witness.newest()).toEqual([jws('two')]);
  expect(await readCheckpointFile(file)).toEqual([jws('one'), jws('two')]);
  // As `npm run audit:verify -- --checkpoint` takes it.
  expect((await readFile(file, 'utf8')).split('\n').filter(Boolean)).toEqual([jws('one'), jws('two')]);
});

test.skipIf(process.platform === 'win32')('nobody else may read it', async () => {
  const file = await emptyFile();
  await createCheckpointFile(file).keep(jws('one'));
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect((await stat(path.dirname(file))).mode & 0o777).toBe(0o700);
});

// A machine that loses its power half-way through a line must not cost the next one as well.
test('a line that was cut short counts for nothing', async () => {
  const file = await emptyFile();
  const witness = createCheckpointFile(file);
  await witness.keep(jws('one'));
  await writeFile(file, `${jws('one')}\n${jws('two').slice(0, 9)}`);
  await createCheckpointFile(file).keep(jws('three'));
  expect(await createCheckpointFile(file).newest()).toEqual([jws('three')]);
  expect(await readCheckpointFile(file)).toEqual([jws('one'), jws('three')]);
});

test('what cannot be read is told, not taken for nothing', async () => {
  const file = await emptyFile();
  await createCheckpointFile(path.join(file, 'checkpoints.jws')).keep(jws('one'));
  await expect(createCheckpointFile(file).newest()).rejects.toThrow('EISDIR');
});

test('what was noted last is there beside what was kept, in place of what was noted before', async () => {
  const file = await emptyFile();
  const witness = createCheckpointFile(file);
  await witness.note(jws('one'));
  await witness.keep(jws('two'));
  await witness.note(jws('three'));
  expect(await createCheckpointFile(file).newest()).toEqual([jws('three'), jws('two')]);
  expect(await readCheckpointFile(file)).toEqual([jws('two'), jws('three')]);
});
