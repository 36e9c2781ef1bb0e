import { describe, expect, test } from 'vitest';
import { eventOf } from '@/lib/transfers/execute';
import { later } from '../../support/samples';

describe('what the bank’s answer means', () => {
  const now = later(100);
  const said = (attempt: number, answer: Parameters<typeof eventOf>[0]) => eventOf(answer, attempt, now);

  test.each([1, 2, 7])('executed is executed, asked for the %i. time', (attempt) => {
    expect(said(attempt, { kind: 'executed', bankReference: 'B-9' })).toEqual({
      type: 'executed',
      bankReference: 'B-9',
    });
  });

  test.each([1, 2, 7])('a refusal is final, asked for the %i. time', (attempt) => {
    expect(said(attempt, { kind: 'refused', reason: 'insufficient_funds', detail: 'x' })).toEqual({
      type: 'refused_by_bank',
      attempt,
      reason: 'insufficient_funds',
      detail: 'x',
    });
  });

  test('being turned away the first time is an end: nothing was executed', () => {
    expect(said(1, { kind: 'turned_away', reason: 'not_allowed', detail: 'x' })).toEqual({
      type: 'refused_by_bank',
      attempt: 1,
      reason: 'not_allowed',
      detail: 'x',
    });
  });

  test.each([2, 7])(
    'being turned away the %i. time says nothing of the calls before: people find out',
    (n) => {
      expect(said(n, { kind: 'turned_away', reason: 'approval_lapsed', detail: 'HTTP 401' })).toEqual({
        type: 'answer_lost',
        attempt: n,
        detail: 'HTTP 401',
        retryAt: null,
      });
    },
  );

  test.each([
    [1, 1],
    [2, 2],
    [3, 4],
    [5, 16],
    [6, 30],
    [19, 30],
  ])('no answer the %i. time: it is asked again after %i seconds', (attempt, seconds) => {
    expect(said(attempt, { kind: 'unknown', detail: 'x' })).toEqual({
      type: 'answer_lost',
      attempt,
      detail: 'x',
      retryAt: later(100 + seconds),
    });
  });

  test('the bank may ask for more patience than ours, never for less', () => {
    expect(said(1, { kind: 'unknown', detail: 'x', retryAfter: 45 })).toMatchObject({ retryAt: later(145) });
    expect(said(5, { kind: 'unknown', detail: 'x', retryAfter: 1 })).toMatchObject({ retryAt: later(116) });
  });

  test('no bank is left alone for longer than a minute: the approval runs out meanwhile', () => {
    expect(said(1, { kind: 'unknown', detail: 'x', retryAfter: 3600 })).toMatchObject({
      retryAt: later(160),
    });
  });

  test.each([20, 21])('after %i calls people know as much as the machine', (attempt) => {
    expect(said(attempt, { kind: 'unknown', detail: 'x' })).toMatchObject({ retryAt: null });
  });

  test.each([1, 2])('an answer that cannot be true is for people, also the %i. time', (attempt) => {
    expect(said(attempt, { kind: 'contradictory', detail: 'already_executed, HTTP 409' })).toEqual({
      type: 'answer_lost',
      attempt,
      detail: 'already_executed, HTTP 409',
      retryAt: null,
    });
  });
});
