import { describe, expect, test } from 'vitest';
import { needsOf } from '@/components/transfers/requirement-words';

const euros = (decimal: string) => ({ currency: 'EUR', minor: Number(decimal) * 100, decimal });
const second = (...args: [Parameters<typeof needsOf>[1], Parameters<typeof needsOf>[2]]) =>
  needsOf('customer_and_second_person', ...args)[0]?.why;

describe('why somebody has to agree', () => {
  test('is told with what the others of the day came to', () => {
    expect(second(['day_sum_payee'], { day_sum_payee: euros('9999.99') })).toBe(
      'together with other transfers of €9,999.99 in the last 24 hours (to this payee), this transfer needs a second person',
    );
  });

  test('is told once where payee and customer come to the same, and apart where not', () => {
    const reasons = ['large_amount', 'day_sum_payee', 'day_sum_customer', 'day_sum_teller'] as const;
    expect(
      second(reasons, {
        day_sum_payee: euros('19999.98'),
        day_sum_customer: euros('19999.98'),
        day_sum_teller: euros('200000.00'),
      }),
    ).toBe(
      'the amount is large, and together with other transfers of €19,999.98 in the last 24 hours (to this payee, from this customer), this transfer needs a second person, and together with other transfers of €200,000.00 in the last 24 hours (entered by the teller), this transfer needs a second person',
    );
  });

  test('names no amount that is not for this person to know', () => {
    expect(second(['day_sum_payee'], { day_sum_payee: null })).toBe(
      'together with other transfers in the last 24 hours (to this payee), this transfer needs a second person',
    );
  });

  test('is told of small amounts too, once they are no small amount together', () => {
    expect(needsOf('customer', ['day_sum_unasked'], { day_sum_unasked: euros('40.00') })).toEqual([
      {
        who: 'customer',
        what: 'The customer’s approval on their phone',
        why: 'together with other transfers of €40.00 in the last 24 hours, this transfer is too much to send without approval',
      },
    ]);
  });
});
