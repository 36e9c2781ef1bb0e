import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { policyChecks } from '@/lib/doctor/policy';
import { judgeTransferMessage } from '@/lib/doctor/requests';
import { readEnv } from '@/lib/env';
import { validEnv } from '../valid-env';

describe('the message for transfers', () => {
  test('is shown where the OP takes amount and payee in it', () => {
    const verdict = judgeTransferMessage(
      readEnv({ ...validEnv(), CIBA_PROFILE: 'duende', CIBA_LOGIN_HINT: 'username' }),
    );
    expect(verdict).toMatchObject({ status: 'ok', says: expect.stringContaining('12,345.67 to Anna') });
  });

  test('is missing where it takes neither that nor details, and what to do is said', () => {
    const verdict = judgeTransferMessage(readEnv({ ...validEnv(), CIBA_PROFILE: 'standard' }));
    expect(verdict).toMatchObject({
      status: 'skipped',
      says: expect.stringContaining('CIBA_AUTHORIZATION_DETAILS'),
    });
  });

  test('may hold less where the OP takes details', () => {
    const env = readEnv({ ...validEnv(), CIBA_PROFILE: 'standard', CIBA_AUTHORIZATION_DETAILS: 'true' });
    expect(judgeTransferMessage(env)).toMatchObject({
      status: 'ok',
      says: expect.stringContaining('authorization_details'),
    });
  });
});

describe('the transfer policy', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'policy-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const checked = async (text: string | undefined) => {
    const file = path.join(folder, 'policy.json');
    await rm(file, { force: true });
    if (text !== undefined) await writeFile(file, text);
    return policyChecks(readEnv({ ...validEnv(), TRANSFER_POLICY: file }));
  };

  test('is not looked at where there is none', async () => {
    expect(await policyChecks(readEnv(validEnv()))).toEqual([]);
  });

  test('is fine when the desk can use it, and what it comes to is said', async () => {
    const policy = '{"secondPersonFrom":{"EUR":"5000"},"perTellerAndDay":{"sumFrom":{"EUR":"60000"}}}';
    const amounts =
      'EUR 5000.00 in one transfer, and in 24 hours 5000.00 to a payee, 10000.00 from a customer, 60000.00 by a teller.';
    expect(await checked(policy)).toMatchObject([{ status: 'ok', says: expect.stringContaining(amounts) }]);
    expect(await checked('{"secondPersonFrom":{}}')).toMatchObject([
      { status: 'ok', says: 'Every transfer needs a second person.' },
    ]);
  });

  test('that lets an amount pass in parts is warned of', async () => {
    const policy = '{"perPayeeAndDay":{"sumFrom":{"EUR":"10000.01","USD":"10000"}}}';
    expect(await checked(policy)).toMatchObject([
      { status: 'warn', says: expect.stringContaining('Amounts in EUR can be split') },
    ]);
  });

  test.each([
    ['missing', undefined, 'cannot be read'],
    ['no JSON', '{', 'not JSON'],
    ['about unknown rules', '{"secondPersonForm":{}}', 'secondPersonForm'],
    ['with an amount that is none', '{"secondPersonFrom":{"EUR":"1,000"}}', '1,000'],
    ['with a sum that is none', '{"perPayeeAndDay":{"sumFrom":{"EUR":5}}}', 'perPayeeAndDay.sumFrom.EUR'],
    ['with more decimals than the currency has', '{"secondPersonFrom":{"JPY":"10.5"}}', 'JPY'],
  ])('%s fails with the reason', async (_what, text, says) => {
    expect(await checked(text)).toMatchObject([{ status: 'fail', says: expect.stringContaining(says) }]);
  });
});
