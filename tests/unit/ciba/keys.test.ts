import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { jwtVerify, SignJWT } from 'jose';
import { describe, expect, test } from 'vitest';
import {
  KeyError,
  type KeyFault,
  readDecryptionKey,
  readSigningKey,
  type SigningAlgorithm,
} from '@/lib/ciba/keys';
import { ecPem, ed25519Pem, type KeyFiles, rsaPem } from './key-files';

const rsa = rsaPem();
const p256 = ecPem('P-256');
const p384 = ecPem('P-384');
const p521 = ecPem('P-521');
const ed25519 = ed25519Pem();
const secp256k1 = ecPem('secp256k1');

const problem = async (read: Promise<unknown>): Promise<KeyFault> => {
  const error: unknown = await read.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof KeyError)) throw new Error('the key was taken', { cause: error });
  return error.fault;
};

describe('a signing key', () => {
  test.each<[string, KeyFiles, SigningAlgorithm]>([
    ['RSA', rsa, 'PS256'],
    ['P-256', p256, 'ES256'],
    ['P-384', p384, 'ES384'],
    ['P-521', p521, 'ES512'],
    ['Ed25519', ed25519, 'EdDSA'],
  ])('of %s signs with what suits it, from PEM and from JWK', async (_kind, file, alg) => {
    for (const text of [file.pem, JSON.stringify(file.jwk), `\n ${JSON.stringify(file.jwk, null, 2)}\n`]) {
      const read = await readSigningKey(text);
      expect(read.alg).toBe(alg);
      const token = await new SignJWT({}).setProtectedHeader({ alg }).sign(read.key);
      await expect(jwtVerify(token, createPublicKey(file.publicPem))).resolves.toBeDefined();
    }
  });

  test('whose file uses the newer name of its algorithm is read', async () => {
    const { alg } = await readSigningKey(JSON.stringify({ ...ed25519.jwk, alg: 'Ed25519' }));
    expect(alg).toBe('EdDSA');
  });

  test.each<[KeyFiles, SigningAlgorithm]>([
    [rsa, 'PS256'],
    [rsa, 'PS384'],
    [rsa, 'PS512'],
    [rsa, 'RS256'],
    [rsa, 'RS384'],
    [rsa, 'RS512'],
    [p256, 'ES256'],
    [p384, 'ES384'],
    [p521, 'ES512'],
    [ed25519, 'EdDSA'],
  ])('signs as it is told: $1', async (file, alg) => {
    const read = await readSigningKey(file.pem, { alg });
    expect(read.alg).toBe(alg);
    const token = await new SignJWT({}).setProtectedHeader({ alg }).sign(read.key);
    await expect(jwtVerify(token, createPublicKey(file.publicPem))).resolves.toBeDefined();
  });

  test.each<[string, KeyFiles, SigningAlgorithm]>([
    ['RSA', rsa, 'ES256'],
    ['RSA', rsa, 'EdDSA'],
    ['P-256', p256, 'ES384'],
    ['P-384', p384, 'ES256'],
    ['P-256', p256, 'PS256'],
    ['Ed25519', ed25519, 'ES256'],
    ['Ed25519', ed25519, 'RS256'],
  ])('of %s cannot sign %s, and the problem names both', async (_kind, file, alg) => {
    expect(await problem(readSigningKey(file.pem, { alg }))).toMatchObject({
      kind: 'cannot_sign',
      alg,
      possible: expect.arrayContaining([expect.any(String)]),
    });
  });

  test('is read from the older PEM forms too', async () => {
    const sec1 = String(p256.object.export({ type: 'sec1', format: 'pem' }));
    const pkcs1 = String(rsa.object.export({ type: 'pkcs1', format: 'pem' }));
    expect((await readSigningKey(sec1)).alg).toBe('ES256');
    expect((await readSigningKey(pkcs1)).alg).toBe('PS256');
  });

  test('takes algorithm and key id from its JWK', async () => {
    const jwk = JSON.stringify({ ...rsa.jwk, alg: 'RS512', kid: 'key-of-the-file' });
    expect(await readSigningKey(jwk)).toMatchObject({ alg: 'RS512', kid: 'key-of-the-file' });
  });

  test('is what the settings say rather than what its JWK says', async () => {
    const jwk = JSON.stringify({ ...rsa.jwk, alg: 'RS512', kid: 'key-of-the-file' });
    expect(await readSigningKey(jwk, { alg: 'PS384', kid: 'key-of-the-settings' })).toMatchObject({
      alg: 'PS384',
      kid: 'key-of-the-settings',
    });
  });

  test('has no key id where nobody gave one', async () => {
    expect((await readSigningKey(p256.pem)).kid).toBeUndefined();
  });

  test('of RSA with less than 2048 bits signs nothing', async () => {
    expect(await problem(readSigningKey(rsaPem(1024).pem))).toMatchObject({ possible: [] });
    await problem(readSigningKey(rsaPem(1024).pem, { alg: 'RS256' }));
  });

  test('of another curve signs nothing', async () => {
    await problem(readSigningKey(secp256k1.pem));
  });
});

describe('a decryption key', () => {
  test('of RSA is good for both kinds of OAEP, and never for the older padding', async () => {
    expect((await readDecryptionKey(rsa.pem)).algorithms).toEqual(['RSA-OAEP-256', 'RSA-OAEP']);
  });

  test.each([p256, p384, p521])('of a curve is good for ECDH-ES', async (file) => {
    for (const text of [file.pem, JSON.stringify(file.jwk)]) {
      const { algorithms } = await readDecryptionKey(text);
      expect(algorithms).toContain('ECDH-ES');
      expect(algorithms.every((alg) => alg.startsWith('ECDH-ES'))).toBe(true);
    }
  });

  test('for signatures only decrypts nothing', async () => {
    await problem(readDecryptionKey(ed25519.pem));
    await problem(readDecryptionKey(secp256k1.pem));
  });

  test('of RSA with less than 2048 bits is refused when it is read, not when the first token comes', async () => {
    await problem(readDecryptionKey(rsaPem(1024).pem));
  });
});

describe('a file', () => {
  const symmetric = JSON.stringify({ kty: 'oct', k: 'c2VjcmV0LW9mLXRoZS10ZXN0cw' });
  const { d: _secret, ...publicJwk } = p256.jwk;

  test.each([
    ['empty', ''],
    ['text', 'hunter2-hunter2'],
    ['a public key in PEM', p256.publicPem],
    ['a public key in JWK', JSON.stringify(publicJwk)],
    ['a shared secret', symmetric],
    ['a set of keys', JSON.stringify({ keys: [p256.jwk] })],
    ['a key that is locked', lockedPem()],
    ['cut off', p256.pem.slice(0, 80)],
    ['broken JSON', JSON.stringify(p256.jwk).slice(0, -4)],
    ['JSON of something else', '{"hunter2": true}'],
  ])('that is %s holds no private key, and nothing of it is repeated', async (_what, text) => {
    for (const read of [readSigningKey(text), readDecryptionKey(text)]) {
      expect(await problem(read)).toEqual({ kind: 'no_key' });
    }
  });
});

function lockedPem(): string {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return String(
    privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'hunter2' }),
  );
}
