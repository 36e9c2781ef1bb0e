import { expect, test } from 'vitest';
import { exportText } from '@/components/history/export-text';

const progress = (state: 'running' | 'finished' | 'broken_off', written: number) =>
  exportText({ id: 'exp_1', state, written, total: 52_331 }, false);

test('an export says how far it is, and is spoken of only when it begins and ends', () => {
  expect(progress('running', 12_000).line).toBe('Exporting 12,000 of 52,331…');
  expect(progress('running', 12_000).spoken).toBe(progress('running', 14_000).spoken);
  expect(progress('finished', 52_331)).toEqual({
    line: 'Exported: 52,331 verifications.',
    spoken: 'Exported: 52,331 verifications.',
    bad: false,
  });
});

test('an export that broke off asks for another', () => {
  const { line, bad } = progress('broken_off', 12_000);
  expect(line).toContain('stopped after 12,000 of 52,331');
  expect(line).toContain('export again');
  expect(bad).toBe(true);
});
