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

  test('is fine when the desk can use it', async () => {
    expect(await checked('{"secondPersonFrom":{"EUR":"5000"}}')).toMatchObject([{ status: 'ok' }]);
  });

  test.each([
    ['missing', undefined, 'cannot be read'],
    ['no JSON', '{', 'no JSON'],
    ['about unknown rules', '{"secondPersonForm":{}}', 'secondPersonForm'],
    ['with an amount that is none', '{"secondPersonFrom":{"EUR":"1,000"}}', '1,000'],
    ['with more decimals than the currency has', '{"secondPersonFrom":{"JPY":"10.5"}}', 'JPY'],
  ])('%s fails with the reason', async (_what, text, says) => {
    expect(await checked(text)).toMatchObject([{ status: 'fail', says: expect.stringContaining(says) }]);
  });
});
