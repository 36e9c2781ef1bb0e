import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { createVault } from '@/lib/verification/vault';
import { tokens } from '../../support/samples';

const key = () => randomBytes(32).toString('base64url');
const [first, second] = [key(), key()];
const vault = createVault([first]);
const secrets = { authReqId: 'auth-req-1', tokens: tokens() };

describe('the vault', () => {
  test('gives back what was put in', async () => {
    expect(await vault.open('ver_1', await vault.seal('ver_1', secrets))).toEqual(secrets);
  });

  test('takes an auth_req_id of several kilobytes, as some OPs issue', async () => {
    const long = { authReqId: 'x'.repeat(8000) };
    expect(await vault.open('ver_1', await vault.seal('ver_1', long))).toEqual(long);
  });

  test('seals the same secrets differently each time, and shows nothing of them', async () => {
    const [one, two] = [await vault.seal('ver_1', secrets), await vault.seal('ver_1', secrets)];
    expect(one).not.toBe(two);
    const visible = one.split('.').map((part) => Buffer.from(part, 'base64url').toString('latin1'));
    expect(`${one} ${visible.join(' ')}`).not.toMatch(/auth-req|access-token/);
  });

  test('does not open what was moved from another verification', async () => {
    await expect(vault.open('ver_2', await vault.seal('ver_1', secrets))).rejects.toThrow();
  });

  test.each([0, 2, 3, 4])('does not open what was altered in part %i', async (part) => {
    const parts = (await vault.seal('ver_1', secrets)).split('.');
    const bytes = Buffer.from(parts[part] ?? '', 'base64url');
    bytes[0] = (bytes[0] ?? 0) ^ 1;
    parts[part] = bytes.toString('base64url');
    await expect(vault.open('ver_1', parts.join('.'))).rejects.toThrow();
  });

  test.each(['', 'x', 'a.b.c.d.e'])('does not open %j', async (text) => {
    await expect(vault.open('ver_1', text)).rejects.toThrow();
  });

  test('names no secret when it fails', async () => {
    const sealed = await vault.seal('ver_1', secrets);
    const message = await createVault([second]).open('ver_1', sealed).then(String, String);
    expect(message).toContain('TOKEN_ENCRYPTION_KEYS');
    expect(message).not.toMatch(/auth-req|access-token/);
    expect(message).not.toContain(second);
  });
});

describe('changing keys', () => {
  test('opens what an older key sealed, and seals with the newest', async () => {
    const old = await vault.seal('ver_1', secrets);
    const rotated = createVault([second, first]);
    expect(await rotated.open('ver_1', old)).toEqual(secrets);
    const fresh = await rotated.seal('ver_1', secrets);
    expect(await createVault([second]).open('ver_1', fresh)).toEqual(secrets);
    await expect(vault.open('ver_1', fresh)).rejects.toThrow();
  });
});

test.each([16, 31, 33])('keys of %i bytes are refused', (length) => {
  const wrong = randomBytes(length).toString('base64url');
  expect(() => createVault([wrong])).toThrow(TypeError);
  expect(() => createVault([first, wrong])).toThrow(TypeError);
});
