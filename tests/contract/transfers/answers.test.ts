import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { askCustomer } from '@/lib/transfers/ask-customer';
import { saveDraft } from '@/lib/transfers/save-draft';
import { agreeToTransfer } from '@/lib/transfers/second-person';
import { submitTransfer } from '@/lib/transfers/submit';
import { cancelTransfer, reopenTransfer } from '@/lib/transfers/withdraw';
import { eventually } from '../../support/eventually';
import { sue, tom } from '../../support/samples';
import { settled } from '../../support/transfer-desk';
import { openLastingBank } from '../sandbox/bank';
import { type PhoneInHand, phoneOf } from '../sandbox/client';
import { type AtTheBank, type Caller, openAtTheBank, trailOf } from './at-the-bank';
import { ledgerOf, moneyOf } from './books';

let at: AtTheBank;
beforeAll(async () => {
  at = await openAtTheBank(await openLastingBank());
});
afterAll(async () => {
  await at.close();
  await at.bank.close();
});

const verificationOf = async (id: Parameters<typeof settled>[1]) => {
  const verification = await at.desk.deps.verifications.findOfTransfer(id);
  if (!verification) throw new Error('nobody was asked');
  return verification;
};

/** A customer's phone, as soon as it asks something. */
async function ringing({ number }: Caller): Promise<PhoneInHand> {
  const phone = await phoneOf(at.bank, number);
  await eventually(async () => expect(await phone.pending()).toHaveLength(1));
  return phone;
}

describe.concurrent('what the customer answers', () => {
  test('“yes” moves exactly that money, is recorded, and leaves no token behind', async () => {
    const customer = await at.customer();
    const { id, hash } = await customer.send({ reference: 'Flat “3”, łóżko' });
    await customer.phone.answer(true);
    const transfer = await settled(at.desk, id);
    expect(transfer).toMatchObject({ status: 'executed', reason: null, attempts: 1, hash });
    const [entry, ...more] = (await ledgerOf(at.bank)).filter(({ transferId }) => transferId === id);
    expect(more).toEqual([]);
    expect(entry).toMatchObject({
      customer: customer.number,
      euroCents: 1234,
      payee: 'Lena Vogt',
      bankReference: transfer.bankReference,
    });
    expect(await customer.spent()).toBe(1234);
    const { transactions } = await moneyOf(at.bank, customer.number);
    expect(transactions[0]).toMatchObject({ id: transfer.bankReference, amountMinor: -1234 });

    const verification = await verificationOf(id);
    await eventually(async () =>
      expect(await at.desk.deps.verifications.find(verification.id)).toMatchObject({
        status: 'approved',
        grantEnd: 'transfer_settled',
      }),
    );
    expect(await at.desk.deps.verifications.secretsOf(verification.id)).toEqual({});
    expect(await trailOf(at.desk, id)).toEqual([
      'transfer.drafted',
      'transfer.submitted',
      'verification.requested',
      'verification.acknowledged',
      'verification.approved',
      'transfer.customer_approved',
      'transfer.execution_started',
      'transfer.executed',
      'verification.grant_ended',
    ]);
  });

  test('is asked with amount and payee on the phone, in the message and in detail', async () => {
    const customer = await at.customer();
    const { id } = await customer.send({ amount: '1.5', currency: 'KWD' });
    // More than the usual currencies a second person has to see.
    const stored = await settled(at.desk, id, () => true);
    await agreeToTransfer(at.desk.deps, sue, id, stored.hash ?? '');
    await askCustomer(at.desk.deps, tom, id);
    const phone = await ringing(customer);
    const [request] = await phone.pending();
    expect(request?.bindingMessage).toMatch(/KWD 1\.500 to Lena Vogt/);
    expect(request?.details).toEqual([
      expect.objectContaining({
        transferId: id,
        hash: stored.hash,
        instructedAmount: { amount: '1.500', currency: 'KWD' },
      }),
    ]);
    await phone.press({ approved: true });
    expect(await settled(at.desk, id)).toMatchObject({ status: 'executed' });
    expect(await customer.spent()).toBe(450);
  });

  test('“no” ends it, and nothing moves', async () => {
    const customer = await at.customer();
    const { id } = await customer.send();
    await customer.phone.answer(false);
    expect(await settled(at.desk, id)).toMatchObject({ status: 'denied', reason: 'denied', attempts: 0 });
    expect(await customer.spent()).toBe(0);
  });

  test('“I’m not on a call” is kept as what it is', async () => {
    const customer = await at.customer();
    const { id } = await customer.send();
    const phone = await ringing(customer);
    await phone.press({ approved: false, reason: 'not_me' });
    expect(await settled(at.desk, id)).toMatchObject({ status: 'denied', reason: 'fraud_reported' });
    expect(await customer.spent()).toBe(0);
  });

  test('nothing, for as long as they were given, ends it too', async () => {
    const customer = await at.customer();
    const { deps } = at.desk;
    const hasty = { ...at.desk, deps: { ...deps, requests: { ...deps.requests, requestedExpiry: 2 } } };
    const { id } = await customer.send({}, hasty);
    expect(await settled(at.desk, id)).toMatchObject({ status: 'expired', reason: 'expired' });
    expect(await customer.spent()).toBe(0);
  });
});

describe.concurrent('what the teller takes back while the phone rings', () => {
  test('is cancelled, and an approval that comes after it moves nothing', async () => {
    const customer = await at.customer();
    const { id } = await customer.send();
    const phone = await ringing(customer);
    await cancelTransfer(at.desk.deps, tom, id);
    await phone.press({ approved: true });
    expect(await settled(at.desk, id)).toMatchObject({ status: 'cancelled', attempts: 0 });
    expect(await verificationOf(id)).toMatchObject({ status: 'cancelled' });
    expect(await customer.spent()).toBe(0);
  });

  test('and changes is asked anew; only what was approved last is executed', async () => {
    const customer = await at.customer();
    const { id } = await customer.send();
    const first = await ringing(customer);
    await reopenTransfer(at.desk.deps, tom, id);
    await first.press({ approved: true });
    const draft = await settled(at.desk, id, ({ status }) => status === 'draft');
    const form = { ...draft.form, amount: '20.00' };
    const { transfer } = await saveDraft(at.desk.deps, tom, customer.number, form, draft);
    const again = await submitTransfer(at.desk.deps, tom, id, transfer.version);
    await customer.phone.answer(true);
    expect(await settled(at.desk, id)).toMatchObject({ status: 'executed', edition: 2, hash: again.hash });
    expect(await customer.spent()).toBe(2000);
  });
});
