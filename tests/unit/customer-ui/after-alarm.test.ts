import { describe, expect, test } from 'vitest';
import { pageTitle } from '@/components/customer/page-title';
import { wordsAfterAlarm } from '@/components/verification/words';
import { present } from '@/lib/verification/present';
import type { Verification } from '@/lib/verification/verification';
import { ann, approved, ended, later } from '../../support/samples';

const viewOf = (v: Verification) => present(v, ann, later(60));

describe('how an end is told for which no alarm stands any more', () => {
  test.each([
    ['reported by the customer', ended('denied', { reason: 'fraud_reported' })],
    ['stopped by an alarm', ended('cancelled', { reason: 'alarm_raised' })],
    ['locked by an alarm', approved({ grantEnd: 'alarm' })],
  ])('%s: a supervisor has looked, and it may be tried again', (_, v) => {
    expect(wordsAfterAlarm(viewOf(v))).toMatchObject({ status: 'Alarm lifted', tone: 'calm', again: true });
    expect(pageTitle('Maria', viewOf(v), true)).toBe('– Alarm lifted · Maria');
    expect(pageTitle('Maria', viewOf(v)), 'as long as it may stand').toMatch(/^✕ /);
  });

  test('an answer of somebody else may be the fault of the set-up, and says nothing about the caller then', () => {
    const words = wordsAfterAlarm(viewOf(ended('failed', { reason: 'wrong_subject' })));
    expect(words).toMatchObject({ tone: 'fault', again: true });
    expect(words?.next.join(' ')).toContain('a fault of the set-up');
  });

  test('a denial that the caller says they did not press is still one, and is not asked about again', () => {
    const v = { ...ended('denied'), denialUnclear: true, denialAnswer: 'pressed_nothing' } as const;
    expect(wordsAfterAlarm(viewOf(v))?.next.join(' ')).toContain('A supervisor has lifted the alarm since');
  });

  test.each([
    ['a denial', ended('denied')],
    ['an expired request', ended('expired')],
    ['a call that was ended', approved({ grantEnd: 'call_ended' })],
  ])('%s never raised one', (_, v) => {
    expect(wordsAfterAlarm(viewOf(v))).toBeNull();
  });
});
