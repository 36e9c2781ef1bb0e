import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Revocation } from '@/lib/ciba/outcome';
import { revoke } from '@/lib/verification/revoke';
import type { VerificationId } from '@/lib/verification/verification';
import { FakeClock, quiet } from '../../support/fake-clock';
import { recordingLog } from '../../support/recording-log';
import { START, tokens } from '../../support/samples';

const id = 'ver_revoked' as VerificationId;
const away: Revocation = { kind: 'unavailable', detail: 'HTTP 503' };

let clock: FakeClock;
let log: ReturnType<typeof recordingLog>;
/** Seconds after the first at which the OP was asked. */
let asked: number[];
let answers: (Revocation | Error)[];
beforeEach(() => {
  clock = new FakeClock();
  log = recordingLog();
  asked = [];
  answers = [];
});

const begin = () => {
  const ciba = {
    revoke: vi.fn(async () => {
      asked.push((clock.now().getTime() - START.getTime()) / 1000);
      const answer = answers.length > 1 ? answers.shift() : answers[0];
      if (answer instanceof Error) throw answer;
      return answer ?? { kind: 'confirmed' as const };
    }),
  };
  let isDone = false;
  void revoke({ ciba, clock, log: log.log }, id, tokens()).then(() => {
    isDone = true;
  });
  return () => isDone;
};
const pass = async (seconds: number) => {
  for (let passed = 0; passed < seconds; passed++) {
    await quiet();
    clock.advance(1_000);
  }
  await quiet();
};

describe('taking tokens back', () => {
  test('is done when the OP confirms, and nothing is said of it', async () => {
    const isDone = begin();
    await quiet();
    expect([isDone(), asked, log.text()]).toEqual([true, [0], '']);
  });

  test('is tried again, more and more seldom, until the OP confirms', async () => {
    answers = [away, new Error('reset'), away, away, { kind: 'confirmed' }];
    const isDone = begin();
    await pass(20);
    expect(asked).toEqual([0, 1, 3, 7, 15]);
    expect(isDone()).toBe(true);
    expect(log.at('warn')).toBe(1);
    expect(log.text()).toContain('the OP confirmed');
    expect(log.text()).not.toContain('access-token');
  });

  test('comes back when the OP says, if that is later', async () => {
    answers = [{ ...away, kind: 'unavailable', retryAfter: 30 }, { kind: 'confirmed' }];
    begin();
    await pass(40);
    expect(asked).toEqual([0, 30]);
  });

  test('that is refused is not asked for again', async () => {
    answers = [{ kind: 'refused', detail: 'unsupported_token_type, HTTP 400' }];
    const isDone = begin();
    await pass(120);
    expect([isDone(), asked]).toEqual([true, [0]]);
    expect(log.text()).toContain('unsupported_token_type');
  });

  test('ends after an hour: by then the tokens have run out', async () => {
    answers = [away];
    const isDone = begin();
    await pass(3_601);
    expect(isDone()).toBe(true);
    expect(asked.length).toBeLessThan(70);
    expect(asked.at(-1)).toBeLessThan(3_600);
    expect(log.at('warn')).toBe(2);
  });
});
