import { expect, test } from 'vitest';
import { SharedReads } from '@/lib/verification/shared-reads';
import { quiet } from '../../support/fake-clock';

/** Reads that end when a test says so, each with its number. */
function slowReads() {
  const reads = new SharedReads();
  const ends: (() => void)[] = [];
  const answers: unknown[] = [];
  const ask = (key = 'calls') =>
    reads
      .read(key, () => {
        const number = ends.length + 1;
        return new Promise<number>((resolve) => ends.push(() => resolve(number)));
      })
      .then((answer) => answers.push(answer));
  return { reads, ends, answers, ask };
}

test('all who ask at once are answered by one read', async () => {
  const { ends, answers, ask } = slowReads();
  for (let stream = 0; stream < 10; stream++) void ask();
  await quiet();
  expect(ends).toHaveLength(1);
  ends[0]?.();
  await quiet();
  expect(answers).toEqual(Array(10).fill(1));
});

test('who asks while a read runs is answered by the next, which begins when it is over', async () => {
  const { ends, answers, ask } = slowReads();
  void ask();
  await quiet();
  void ask();
  void ask();
  await quiet();
  expect(ends).toHaveLength(1);
  ends[0]?.();
  await quiet();
  expect(ends).toHaveLength(2);
  ends[1]?.();
  await quiet();
  expect(answers).toEqual([1, 2, 2]);
});

test('what another may see is read apart', async () => {
  const { ends, ask } = slowReads();
  void ask('calls of ann');
  void ask('calls of bob');
  await quiet();
  expect(ends).toHaveLength(2);
});

test('a read that fails fails for who shared it and not for who asks next', async () => {
  const { reads } = slowReads();
  const fails = () => reads.read('calls', () => Promise.reject(new Error('away')));
  await expect(Promise.allSettled([fails(), fails()])).resolves.toMatchObject([
    { reason: { message: 'away' } },
    { reason: { message: 'away' } },
  ]);
  await expect(reads.read('calls', async () => 7)).resolves.toBe(7);
});
