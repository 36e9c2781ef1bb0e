import { expect, test } from 'vitest';
import { type RetentionLine, retentionText } from '@/lib/commands/retention-text';

const line: RetentionLine = {
  class: 'customer',
  days: 3650,
  before: '2016-11-24T09:00:00.000Z',
  follows: null,
  goes: { rows: 1204, records: 1 },
  held: { rows: 0, records: 0 },
  outcome: null,
  problem: null,
};

test('the command tells each class in a line of a table', () => {
  const good: RetentionLine = { ...line, class: 'staff', days: null, before: null, goes: null, held: null };
  expect(retentionText([line, good], true)).toBe(
    [
      '  class      kept        older than (UTC)   would be removed             on hold',
      '  customer   3650 days   2016-11-24 09:00   1,204 rows, 1 audit record   nothing',
      '  staff      for good',
      '',
      '  Nothing was changed.',
    ].join('\n'),
  );
});

test('it tells under the table what failed, and what another is at', () => {
  const text = retentionText(
    [
      { ...line, outcome: 'failed', problem: 'deadlock detected' },
      { ...line, class: 'hints', follows: 'customer', outcome: 'elsewhere' },
    ],
    false,
  );
  expect(text).toContain('customer could not be removed: deadlock detected');
  expect(text).toContain('hints: a running desk is removing it right now');
  expect(text).toContain('3650 days (as customer)');
  expect(text).not.toContain('Nothing was changed');
});
