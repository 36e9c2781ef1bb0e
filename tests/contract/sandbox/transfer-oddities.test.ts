import { isValidIBAN } from 'ibantools';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { oddPayees } from '../../../sandbox/bank/odd-payees';
import { until } from '../../support/eventually';
import { type Bank, openBank, openLastingBank } from './bank';
import { type Detail, newTransfer, send, statement } from './transfer';

let bank: Bank;
beforeAll(async () => {
  bank = await openLastingBank();
});
afterAll(() => bank.close());

function to(does: string): Detail {
  const payee = oddPayees.find((each) => each.does === does);
  if (!payee) throw new Error(`nobody is ${does}`);
  return newTransfer({ creditorName: payee.name, creditorAccount: { iban: payee.iban } });
}

async function spent(at: Bank, during: () => Promise<unknown>): Promise<number> {
  const { balance } = await statement(at);
  await during();
  return balance - (await statement(at)).balance;
}

test('the accounts of odd payees have right check digits, and each its own', () => {
  expect(oddPayees.filter(({ iban }) => !isValidIBAN(iban))).toEqual([]);
  expect(new Set(oddPayees.map(({ iban }) => iban)).size).toBe(oddPayees.length);
});

test('nothing is special about a name', async () => {
  const detail = newTransfer({ creditorName: 'Abbey of Silence' });
  expect((await send(bank, detail)).status).toBe(201);
});

describe('the slow payee', () => {
  test('is paid at once and answered late; who asks meanwhile hears that it is being worked on', async () => {
    // Two seconds and a half: time enough to ask in between.
    const slow = await openBank({ payeeDelayScale: 0.4 });
    const detail = to('slow');
    const { balance } = await statement(slow);
    const began = performance.now();
    const first = send(slow, detail);
    await until(async () => (await statement(slow)).balance === balance - 125_000);
    const meanwhile = await send(slow, detail);
    expect([meanwhile.status, meanwhile.body.error]).toEqual([409, 'in_progress']);
    expect(meanwhile.headers.get('retry-after')).toBe('1');
    expect((await first).status).toBe(201);
    expect(performance.now() - began).toBeGreaterThan(2300);
    expect((await send(slow, detail)).body).toEqual((await first).body);
  });
});

describe('a lost answer', () => {
  test('breaks the connection after the execution; the repeat is told what happened', async () => {
    const detail = to('lost');
    expect(await spent(bank, () => expect(send(bank, detail)).rejects.toThrow())).toBe(125_000);
    const { status, headers } = await send(bank, detail);
    expect([status, headers.get('idempotency-replayed')]).toEqual([201, 'true']);
  });

  test('before the execution leaves everything to the repeat, also after a restart', async () => {
    const detail = to('lost before');
    expect(await spent(bank, () => expect(send(bank, detail)).rejects.toThrow())).toBe(0);
    await bank.restart();
    expect(
      await spent(bank, async () => {
        const { status, headers } = await send(bank, detail);
        expect([status, headers.get('idempotency-replayed')]).toEqual([201, null]);
      }),
    ).toBe(125_000);
    expect((await send(bank, detail)).headers.get('idempotency-replayed')).toBe('true');
  });

  test('that never comes is there for the repeat while the first still waits', async () => {
    // The first would be held for as long as in the product.
    const patient = await openBank({ payeeDelayScale: 1 });
    const detail = to('silent');
    const { balance } = await statement(patient);
    const first = send(patient, detail);
    await until(async () => (await statement(patient)).balance === balance - 125_000);
    await until(async () => (await send(patient, detail)).status === 201);
    expect((await statement(patient)).balance).toBe(balance - 125_000);
    await Promise.all([expect(first).rejects.toThrow(), patient.restart()]);
  });

  test('that never comes ends with the connection', async () => {
    await expect(send(bank, to('silent'))).rejects.toThrow();
  });
});

test('the unavailable payee is told of twice, and paid at the third request', async () => {
  const detail = to('unavailable');
  const early = async () => {
    for (const _attempt of [1, 2]) {
      const { status, body, headers } = await send(bank, detail);
      expect([status, body.error, headers.get('retry-after')]).toEqual([503, 'temporarily_unavailable', '1']);
    }
  };
  expect(await spent(bank, early)).toBe(0);
  expect(await spent(bank, async () => expect((await send(bank, detail)).status).toBe(201))).toBe(125_000);
});

test('the payee with a closed account is never paid', async () => {
  const detail = to('closed');
  expect(
    await spent(bank, async () => {
      for (const replayed of [null, 'true']) {
        const { status, body, headers } = await send(bank, detail);
        expect([status, body.error]).toEqual([422, 'account_closed']);
        expect(headers.get('idempotency-replayed')).toBe(replayed);
      }
    }),
  ).toBe(0);
});
