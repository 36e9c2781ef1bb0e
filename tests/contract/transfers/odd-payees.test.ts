import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { askCustomer } from '@/lib/transfers/ask-customer';
import { defaultPolicy, type PolicyRules } from '@/lib/transfers/policy';
import { agreeToTransfer } from '@/lib/transfers/second-person';
import type { TransferId } from '@/lib/transfers/transfer';
import { oddPayees } from '../../../sandbox/bank/odd-payees';
import { sue, tom } from '../../support/samples';
import { settled } from '../../support/transfer-desk';
import { openBank, openLastingBank } from '../sandbox/bank';
import { type AtTheBank, openAtTheBank } from './at-the-bank';
import { ledgerOf } from './books';

/** Some of these send more than a day’s sums let pass, at once with all the others. */
const plenty = { sumFrom: { EUR: 1_000_000_000 } };
const policy: PolicyRules = {
  ...defaultPolicy,
  perCustomerAndDay: { ...defaultPolicy.perCustomerAndDay, ...plenty },
  perPayeeAndDay: plenty,
  perTellerAndDay: { ...defaultPolicy.perTellerAndDay, ...plenty },
};

let at: AtTheBank;
beforeAll(async () => {
  at = await openAtTheBank(await openLastingBank(), { policy });
});
afterAll(async () => {
  await at.close();
  await at.bank.close();
});

function to(does: string) {
  const payee = oddPayees.find((each) => each.does === does);
  if (!payee) throw new Error(`nobody is ${does}`);
  return { payeeName: payee.name, payeeAccount: payee.iban };
}

const executionsOf = async (id: TransferId) =>
  (await ledgerOf(at.bank)).filter(({ transferId }) => transferId === id).length;

describe.concurrent('a payee who is odd:', () => {
  test.each([
    ['slow', 1],
    ['lost', 2],
    ['lost before', 2],
    ['unavailable', 3],
    ['silent', 2],
  ])('“%s” is paid once, and the bank is called %i times for it', async (does, attempts) => {
    const customer = await at.customer();
    const { id } = await customer.send(to(does));
    await customer.phone.answer(true);
    expect(await settled(at.desk, id)).toMatchObject({ status: 'executed', attempts, detail: null });
    expect(await executionsOf(id)).toBe(1);
    expect(await customer.spent()).toBe(1234);
  });

  test('“closed” is not paid', async () => {
    const customer = await at.customer();
    const { id } = await customer.send(to('closed'));
    await customer.phone.answer(true);
    expect(await settled(at.desk, id)).toMatchObject({
      status: 'failed',
      reason: 'account_closed',
      detail: 'account_closed, HTTP 422',
      attempts: 1,
    });
    expect(await customer.spent()).toBe(0);
  });
});

describe.concurrent('what the bank refuses', () => {
  test.each([
    ['200000.00', 'EUR', 'insufficient_funds'],
    ['250000.01', 'EUR', 'limit_exceeded'],
    ['100', 'ISK', 'currency_not_supported'],
  ])('%s %s fails as %s', async (amount, currency, reason) => {
    const customer = await at.customer();
    const { id, hash } = await customer.send({ amount, currency });
    await agreeToTransfer(at.desk.deps, sue, id, hash ?? '');
    await askCustomer(at.desk.deps, tom, id);
    await customer.phone.answer(true);
    const detail = `${reason}, HTTP 422`;
    expect(await settled(at.desk, id)).toMatchObject({ status: 'failed', reason, detail, attempts: 1 });
    expect(await customer.spent()).toBe(0);
  });

  test('an account that is not the customer’s is not touched', async () => {
    const [customer, other] = [await at.customer(), await at.customer()];
    const theirs = (await other.send()).form.sourceAccount;
    const { id } = await customer.send({ sourceAccount: theirs });
    await customer.phone.answer(true);
    expect(await settled(at.desk, id)).toMatchObject({ status: 'failed', reason: 'not_allowed' });
    expect(await other.spent()).toBe(0);
  });
});

test('a payee’s bank slower than anybody waits is asked again what became of it', async () => {
  // Twelve seconds: two more than the desk waits.
  const bank = await openBank({ payeeDelayScale: 2 });
  const slow = await openAtTheBank(bank);
  onTestFinished(() => slow.close());
  const customer = await slow.customer();
  const { id } = await customer.send(to('slow'));
  await customer.phone.answer(true);
  const unsure = await settled(slow.desk, id, ({ status }) => status === 'needs_reconciliation');
  expect(unsure).toMatchObject({ detail: 'TimeoutError', attempts: 1 });
  expect(unsure.attemptAt).not.toBeNull();
  expect(await settled(slow.desk, id)).toMatchObject({ status: 'executed' });
  expect(await customer.spent()).toBe(1234);
});

test('a little more to a payee the customer knows needs nobody’s answer, where policy says so', async () => {
  const trusting = await openAtTheBank(at.bank, {
    policy: { ...defaultPolicy, withoutCustomerUpTo: { EUR: 5000 } },
  });
  onTestFinished(() => trusting.close());
  const customer = await trusting.customer();
  const first = await customer.send();
  expect(first).toMatchObject({ requirement: 'customer', policyReasons: ['new_payee'] });
  await customer.phone.answer(true);
  expect(await settled(trusting.desk, first.id)).toMatchObject({ status: 'executed' });
  const second = await customer.send({ amount: '50.00' });
  expect(second.requirement).toBe('none');
  expect(await settled(trusting.desk, second.id)).toMatchObject({ status: 'executed', attempts: 1 });
  expect(await trusting.desk.deps.verifications.findOfTransfer(second.id)).toBeUndefined();
  expect(await customer.spent()).toBe(1234 + 5000);
});
