import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { executor } from '@/lib/actor';
import type { Transport } from '@/lib/ciba/transport';
import { apply } from '@/lib/transfers/apply';
import { askCustomer } from '@/lib/transfers/ask-customer';
import { hashOf } from '@/lib/transfers/linking';
import type { TransferId } from '@/lib/transfers/transfer';
import { cancelTransfer } from '@/lib/transfers/withdraw';
import { eventually } from '../../support/eventually';
import { tom } from '../../support/samples';
import { openTransferDesk, settled, type TransferDesk } from '../../support/transfer-desk';
import { type Bank, openLastingBank } from '../sandbox/bank';
import { type AtTheBank, openAtTheBank, trailOf } from './at-the-bank';

/** What is thrown away on the line, as a part of the address. */
const cut = new Set<string>();
const line =
  (transport: Transport): Transport =>
  async (url, init) => {
    if ([...cut].some((part) => url.includes(part))) throw new TypeError('the line is cut');
    return transport(url, init);
  };

let bank: Bank;
let away: AtTheBank;
beforeAll(async () => {
  bank = await openLastingBank();
  away = await openAtTheBank(bank, { line });
  await away.desk.executor.stop();
});
afterEach(() => cut.clear());
afterAll(async () => {
  await away.close();
  await bank.close();
});

/** Another desk on the same database, as after a restart. */
function restarted(): TransferDesk {
  const desk = openTransferDesk(away.parts);
  onTestFinished(() => desk.stop());
  return desk;
}

/** A transfer the customer has approved while nobody carries it on. */
async function approved() {
  const customer = await away.customer();
  const { id } = await customer.send();
  await customer.phone.answer(true);
  await eventually(async () =>
    expect(await away.desk.deps.verifications.findOfTransfer(id)).toMatchObject({ status: 'approved' }),
  );
  return { customer, id };
}

const grantEndOf = async ({ deps }: TransferDesk, id: TransferId) =>
  (await deps.verifications.findOfTransfer(id))?.grantEnd;

describe('between approval and execution', () => {
  test('a desk that ends is no harm: the next one executes it', async () => {
    const { customer, id } = await approved();
    expect(await settled(restarted(), id)).toMatchObject({ status: 'executed', attempts: 1 });
    expect(await customer.spent()).toBe(1234);
  });

  test('the OP is not needed any more', async () => {
    const { customer, id } = await approved();
    cut.add('/op/');
    const desk = restarted();
    expect(await settled(desk, id)).toMatchObject({ status: 'executed' });
    expect(await customer.spent()).toBe(1234);
    await eventually(async () => expect(await grantEndOf(desk, id)).toBe('transfer_settled'));
    await eventually(() => expect(desk.logged.text()).toContain('did not confirm the revocation'));
  });

  test('a bank that cannot be reached is asked until it can', async () => {
    const { customer, id } = await approved();
    cut.add('/api/');
    const desk = restarted();
    const unsure = await settled(desk, id, ({ attempts }) => attempts === 2);
    expect(unsure.detail).toBe('TypeError');
    expect(await customer.spent()).toBe(0);
    cut.clear();
    expect(await settled(desk, id)).toMatchObject({ status: 'executed', detail: null });
    expect(await customer.spent()).toBe(1234);
  });

  test('what the teller cancels is not executed, and the approval is taken back', async () => {
    const { customer, id } = await approved();
    await cancelTransfer(away.desk.deps, tom, id);
    const desk = restarted();
    await eventually(async () => expect(await grantEndOf(desk, id)).toBe('transfer_withdrawn'));
    expect(await settled(desk, id)).toMatchObject({ status: 'cancelled', attempts: 0 });
    expect(await customer.spent()).toBe(0);
  });

  test('a teller who asks once more, not knowing of the approval yet, does not make the phone ring again', async () => {
    const { customer, id } = await approved();
    await askCustomer(away.desk.deps, tom, id).catch(() => undefined);
    const asked = away.parts.database.db
      .selectFrom('verifications')
      .select('id')
      .where('transfer_id', '=', id);
    expect(await asked.execute()).toHaveLength(1);
    expect(await settled(restarted(), id)).toMatchObject({ status: 'executed' });
    expect(await customer.spent()).toBe(1234);
  });

  test('a request that was begun before the approval and sent after it costs no approval', async () => {
    const { customer, id } = await approved();
    const { deps } = away.desk;
    const seen = await deps.transfers.find(id);
    await apply(deps, id, { type: 'customer_approved', hash: seen?.hash ?? '' }, executor);
    const late = { ...deps, transfers: { ...deps.transfers, find: async () => seen } };
    await askCustomer(late, tom, id).catch(() => undefined);
    expect(await settled(restarted(), id)).toMatchObject({ status: 'executed' });
    expect(await customer.spent()).toBe(1234);
  });

  test.each([
    ['amount', sql`jsonb_set("order", '{amount,minor}', '123400')`],
    ['payee’s account', sql`jsonb_set("order", '{payeeAccount,iban}', '"GB29NWBK60161331926819"')`],
    ['payee’s name', sql`jsonb_set("order", '{payeeName}', '"Somebody else"')`],
    ['source account', sql`jsonb_set("order", '{sourceAccount}', '"DE89370400440532013000"')`],
  ])('another %s in the database stops it', async (_what, order) => {
    const { customer, id } = await approved();
    await sql`update transfers set "order" = ${order} where id = ${id}`.execute(away.parts.database.db);
    const desk = restarted();
    expect(await settled(desk, id)).toMatchObject({ status: 'failed', reason: 'altered', attempts: 0 });
    await eventually(async () => expect(await grantEndOf(desk, id)).toBe('transfer_settled'));
    expect(await trailOf(desk, id)).not.toContain('transfer.executed');
    expect(await customer.spent()).toBe(0);
  });

  test('another order with the hash that fits it stops it as well', async () => {
    const { customer, id } = await approved();
    const stored = await away.desk.deps.transfers.find(id);
    if (!stored?.order) throw new Error('no order');
    const order = { ...stored.order, amount: { currency: 'EUR', minor: 123_400 } };
    await sql`update transfers set "order" = ${JSON.stringify(order)}::jsonb,
      hash = ${hashOf({ ...stored, order })} where id = ${id}`.execute(away.parts.database.db);
    const desk = restarted();
    await eventually(async () => expect(await grantEndOf(desk, id)).toBe('transfer_withdrawn'));
    expect(await settled(desk, id, () => true)).toMatchObject({ status: 'awaiting_customer', attempts: 0 });
    expect(await customer.spent()).toBe(0);
  });

  test('a requirement of nobody, put there by hand, gets no further than the bank’s own limit', async () => {
    const customer = await away.customer();
    const { id } = await customer.send({ amount: '100.01' });
    await sql`update transfers set requirement = 'none', status = 'authorized', attempt_at = now(),
      authorized_at = now() where id = ${id}`.execute(away.parts.database.db);
    const end = await settled(restarted(), id);
    expect(end).toMatchObject({
      status: 'failed',
      reason: 'not_allowed',
      detail: 'approval_needed, HTTP 403',
    });
    expect(await customer.spent()).toBe(0);
  });
});
