import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Check, within } from '@/lib/doctor/check';
import { isHealthy, summary, table } from '@/lib/doctor/report';
import { say } from '@/messages/doctor/report';

const checks: readonly Check[] = [
  {
    id: 'op.issuer',
    title: 'Issuer',
    status: 'fail',
    says: 'It is another issuer.',
    remedy: 'Set CIBA_ISSUER=x',
  },
  { id: 'configuration.settings', title: 'Settings', status: 'ok', says: 'Every setting can be read.' },
  { id: 'op.jwks', title: 'Keys', status: 'skipped', says: 'The issuer has to be right first.' },
  {
    id: 'customer-api.answers',
    title: 'Customer API',
    status: 'warn',
    says: 'It answers 403.',
    remedy: 'Let it answer 401.',
  },
];

describe('the report', () => {
  test('is grouped, with the remedy under what is not in order and a summary at the end', () => {
    expect(table(checks, { colour: false, width: 100 })).toBe(
      [
        'Configuration',
        '  ✓ Settings                Every setting can be read.',
        '',
        'OpenID provider of the customers',
        '  ✗ Issuer                  It is another issuer.',
        '                            → Set CIBA_ISSUER=x',
        '  – Keys                    The issuer has to be right first.',
        '',
        'Customer API',
        '  ! Customer API            It answers 403.',
        '                            → Let it answer 401.',
        '',
        '1 in order, 1 to look at, 1 wrong, 1 not checked.',
      ].join('\n'),
    );
  });

  test('has a heading for every check there is', () => {
    const all = Object.entries(say.titles).map(
      ([id, title]) => ({ id, title, status: 'ok', says: id }) as const,
    );
    const lines = table(all, { colour: false, width: 100 }).split('\n');
    expect(lines.filter((line) => line.startsWith('  ✓ '))).toHaveLength(all.length);
  });

  test('has colours only where they are wanted, and no line wider than the window', () => {
    expect(table(checks, { colour: true, width: 100 })).toContain('\u001b[31m✗\u001b[0m');
    const long: Check = { id: 'op.x', title: 'X', status: 'ok', says: 'word '.repeat(60).trim() };
    const widest = Math.max(
      ...table([long], { colour: false, width: 80 })
        .split('\n')
        .map((line) => line.length),
    );
    expect(widest).toBeLessThanOrEqual(80);
  });

  test('is healthy with things to look at, and is not with one that is wrong', () => {
    expect(isHealthy(checks)).toBe(false);
    expect(isHealthy(checks.filter(({ status }) => status !== 'fail'))).toBe(true);
    expect(summary([])).toBe('0 in order.');
  });
});

describe('a check with a limit', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test('is not waited for beyond it, and its work is called off', async () => {
    const signals: AbortSignal[] = [];
    const hang = (signal: AbortSignal) => {
      signals.push(signal);
      return new Promise<string>(() => {});
    };
    const hanging = within(1000, hang, () => 'late');
    await vi.advanceTimersByTimeAsync(1000);
    expect(await hanging).toBe('late');
    expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
  });

  test('in time says what it found', async () => {
    expect(
      await within(
        1000,
        async () => 'found',
        () => 'late',
      ),
    ).toBe('found');
    expect(vi.getTimerCount()).toBe(0);
  });
});
