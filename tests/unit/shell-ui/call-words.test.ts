import { describe, expect, test } from 'vitest';
import { callHref, callStatus, endOf, newsSince, titleNews } from '@/components/shell/call-words';
import { present } from '@/lib/verification/present';
import { newVerificationId, type Verification } from '@/lib/verification/verification';
import type { OpenCall } from '@/lib/verification/view';
import { ann, approved, ended, pending, START } from '../../support/samples';

const call = (v: Verification, name = 'Maria Alvarez', alarm = false): OpenCall => ({
  verification: present(v, ann, START),
  alarm,
  customer: { id: v.customerId, name, number: v.customerId },
});

describe('a call of the rail', () => {
  test('says how it ended and what to do, and nothing more while it goes on', () => {
    expect(endOf(call(pending()))).toBeNull();
    expect(endOf(call(approved()))).toBeNull();
    expect(endOf(call(ended('denied')))).toMatchObject({ status: 'Denied by the customer', tone: 'bad' });
    expect(callStatus(call(pending()))).toBe('Waiting');
  });

  test('is told otherwise once no alarm stands any more', () => {
    const fraud = ended('denied', { reason: 'fraud_reported' });
    expect(callStatus(call(fraud, 'Maria', true))).toBe('Reported as fraud');
    expect(callStatus(call(fraud))).toBe('Alarm lifted');
  });

  test('leads to the transfer it was for', () => {
    const asked = call(ended('expired', { purpose: 'wire_transfer', transferId: 'trf_a' }));
    expect(callHref(asked)).toBe('/transfers/trf_a');
    expect(callStatus(asked)).toBe('Transfer: expired');
    expect(callHref(call(pending()))).toBe('/customers/C-100001');
  });
});

describe('the title', () => {
  const denied = call(ended('denied', { customerId: 'C-1' }));
  const expired = call(ended('expired', { customerId: 'C-2' }), 'Ken Tanaka');

  test('begins with the end to be read first, and how many there are', () => {
    expect(titleNews([denied], '/customers')).toBe('✕ Denied by the customer: Maria Alvarez · ');
    expect(titleNews([denied, call(pending()), expired], '/history')).toBe(
      '(2) ✕ Denied by the customer: Maria Alvarez · ',
    );
    expect(titleNews([call(pending()), call(approved())], '/customers')).toBe('');
  });

  test('leaves out what the page itself is about', () => {
    expect(titleNews([denied], '/customers/C-1')).toBe('');
    expect(titleNews([denied, expired], '/customers/C-1')).toBe('– Expired: Ken Tanaka · ');
  });
});

test('news is what was approved or ended since, each once', () => {
  const id = newVerificationId();
  const waiting = pending({ id });
  const yes = approved({ id });
  const over = approved({ id, grantEnd: 'alarm' });
  const ids = (before: Verification[], now: Verification[]) =>
    newsSince(
      before.map((v) => call(v)),
      now.map((v) => call(v)),
    ).map(({ verification }) => verification.status);
  expect(ids([], [waiting])).toEqual([]);
  expect(ids([waiting], [yes])).toEqual(['approved']);
  expect(ids([yes], [yes])).toEqual([]);
  expect(ids([yes], [over])).toEqual(['approved']);
  expect(ids([], [ended('denied')])).toEqual(['denied']);
});
