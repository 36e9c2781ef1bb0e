import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Bank, openBank, openLastingBank } from './bank';
import { subjectOf } from './directory';
import { newTransfer, post, sealed, send, statement, tokenFor } from './transfer';

let bank: Bank;
beforeAll(async () => {
  bank = await openLastingBank();
});
afterAll(() => bank.close());

const tooMuch = { instructedAmount: { amount: '200000.00', currency: 'EUR' } };

describe('the same key again', () => {
  test('is told the same, and nothing is executed twice', async () => {
    const { balance } = await statement(bank);
    const detail = newTransfer({});
    const first = await send(bank, detail);
    const again = await send(bank, detail);
    expect([again.status, again.body]).toEqual([201, first.body]);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect((await statement(bank)).balance).toBe(balance - 125_000);
  });

  test('hears of the same refusal, even when there is money by now', async () => {
    const detail = newTransfer(tooMuch);
    const first = await send(bank, detail);
    const again = await send(bank, detail);
    expect([first.status, first.body.error]).toEqual([422, 'insufficient_funds']);
    expect([again.status, again.body]).toEqual([422, first.body]);
    expect(first.headers.get('idempotency-replayed')).toBeNull();
    expect(again.headers.get('idempotency-replayed')).toBe('true');
  });

  test('with another transfer is refused, and the first stays what it was', async () => {
    const [detail, other] = [newTransfer({}), newTransfer({ creditorName: 'Somebody else' })];
    const first = await send(bank, detail);
    const key = { 'idempotency-key': `${detail.transferId}.1` };
    const reused = await send(bank, other, key);
    expect([reused.status, reused.body.error]).toEqual([422, 'idempotency_key_reused']);
    expect((await send(bank, detail)).body).toEqual(first.body);
    expect((await send(bank, other)).status).toBe(201);
  });

  test.each([
    ['a token that has expired', { exp: 1 }, 401],
    ['a token for something else', { authorization_details: [newTransfer({})] }, 403],
    ['a token without the scope', { scope: 'openid' }, 403],
  ])('tells nothing to %s', async (_what, claims, status) => {
    const detail = newTransfer({});
    expect((await send(bank, detail)).status).toBe(201);
    const token = await tokenFor(bank, detail, claims);
    const answer = await post(bank, detail, { authorization: `Bearer ${token}` });
    expect(answer.status).toBe(status);
    expect(answer.body).not.toHaveProperty('bankReference');
  });

  test('is as good as new after an answer that was none of the bank’s final ones', async () => {
    const detail = newTransfer({});
    const wrong = await post(bank, detail, {
      authorization: `Bearer ${await tokenFor(bank, detail, { authorization_details: [] })}`,
    });
    expect(wrong.status).toBe(403);
    const { status, headers } = await send(bank, detail);
    expect([status, headers.get('idempotency-replayed')]).toEqual([201, null]);
  });

  test('of another customer is another key', async () => {
    const key = { 'idempotency-key': 'shared' };
    expect((await send(bank, newTransfer({}), key)).status).toBe(201);
    const his = newTransfer({ customerId: 'C-100002', debtorAccount: { iban: 'NL30ALDR6265421508' } });
    const token = await tokenFor(bank, his, { sub: await subjectOf(bank, 'C-100002') });
    expect((await post(bank, his, { authorization: `Bearer ${token}`, ...key })).status).toBe(201);
  });
});

describe('the same transfer under another key', () => {
  test('is refused once it is executed', async () => {
    const detail = newTransfer({});
    expect((await send(bank, detail)).status).toBe(201);
    const again = await send(bank, detail, { 'idempotency-key': 'another' });
    expect([again.status, again.body.error]).toEqual([409, 'already_executed']);
    const edited = sealed({ ...detail, edition: 2 });
    expect((await send(bank, edited)).body.error).toBe('already_executed');
  });

  test('is executed in a later edition when the bank refused the earlier', async () => {
    const detail = newTransfer(tooMuch);
    expect((await send(bank, detail)).status).toBe(422);
    const edited = sealed({
      ...detail,
      edition: 2,
      instructedAmount: { amount: '20.00', currency: 'EUR' },
    });
    expect((await send(bank, edited)).status).toBe(201);
  });
});

describe('at the same time', () => {
  test('twenty requests with one key execute once', async () => {
    const { balance } = await statement(bank);
    const detail = newTransfer({});
    const authorization = `Bearer ${await tokenFor(bank, detail)}`;
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => post(bank, detail, { authorization })),
    );
    const executed = answers.filter(({ status }) => status === 201);
    expect(executed.filter(({ headers }) => !headers.has('idempotency-replayed'))).toHaveLength(1);
    expect(new Set(executed.map(({ body }) => body.bankReference)).size).toBe(1);
    const busy = answers.filter(({ status }) => status !== 201);
    for (const { status, body, headers } of busy) {
      expect([status, body.error, headers.get('retry-after')]).toEqual([409, 'in_progress', '1']);
    }
    expect((await statement(bank)).balance).toBe(balance - 125_000);
  });

  test('twenty requests under twenty keys execute a transfer once', async () => {
    const { balance } = await statement(bank);
    const detail = newTransfer({});
    const authorization = `Bearer ${await tokenFor(bank, detail)}`;
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) => post(bank, detail, { authorization, 'idempotency-key': `k${n}` })),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ body }) => body.error === 'already_executed')).toHaveLength(19);
    expect((await statement(bank)).balance).toBe(balance - 125_000);
  });

  test('ten transfers for which there is money only once: one is executed', async () => {
    const fresh = await openBank();
    const { balance } = await statement(fresh);
    const amount = `${Math.floor(balance / 100)}.00`;
    const details = Array.from({ length: 10 }, () =>
      newTransfer({ instructedAmount: { amount, currency: 'EUR' } }),
    );
    const answers = await Promise.all(details.map((detail) => send(fresh, detail)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array(9).fill(422)]);
    expect((await statement(fresh)).balance).toBe(balance % 100);
  });
});

describe('an executed transfer', () => {
  test('is on the disk before anybody hears of it', async () => {
    const detail = newTransfer({});
    const { body } = await send(bank, detail);
    const kept = await readFile(path.join(bank.dataDir, 'state.json'), 'utf8');
    expect(kept).toContain(`ledger:${detail.transferId}`);
    expect(kept).toContain(body.bankReference);
  });

  test('outlives a restart, and so do the keys and the refusals', async () => {
    const [sent, refused] = [newTransfer({}), newTransfer(tooMuch)];
    const answers = [await send(bank, sent), await send(bank, refused)];
    const before = await statement(bank);
    await bank.restart();
    expect(await statement(bank)).toEqual(before);
    const again = [await send(bank, sent), await send(bank, refused)];
    expect(again.map(({ status, body }) => [status, body])).toEqual(
      answers.map(({ status, body }) => [status, body]),
    );
    expect(again.map(({ headers }) => headers.get('idempotency-replayed'))).toEqual(['true', 'true']);
    const elsewhere = await send(bank, sent, { 'idempotency-key': 'another' });
    expect(elsewhere.body.error).toBe('already_executed');
    expect(await statement(bank)).toEqual(before);
  });
});
