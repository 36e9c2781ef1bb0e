import { beforeAll, describe, expect, test } from 'vitest';
import { type IdTokenExpectation, verifyIdToken } from '@/lib/ciba/id-token';
import { type DecryptionKey, readDecryptionKey } from '@/lib/ciba/keys';
import { encrypt, expected, newSigner, now, type Signer } from './id-tokens';
import { ecPem, type KeyFiles, rsaPem } from './key-files';

let op: Signer;
let stranger: Signer;
let rsa: KeyFiles;
let ec: KeyFiles;
let forRsa: IdTokenExpectation;
let forEc: IdTokenExpectation;

const wanting = (decryptionKey: DecryptionKey): IdTokenExpectation => ({ ...expected, decryptionKey });
const verdict = (token: string, of: IdTokenExpectation) => verifyIdToken(token, op.keys, of, now);

beforeAll(async () => {
  [op, stranger] = await Promise.all([newSigner(), newSigner()]);
  [rsa, ec] = [rsaPem(), ecPem('P-256')];
  [forRsa, forEc] = (await Promise.all(
    [rsa, ec].map(async ({ pem }) => wanting(await readDecryptionKey(pem))),
  )) as [IdTokenExpectation, IdTokenExpectation]; // one for each of the two
});

describe('an ID token encrypted to our key', () => {
  test('is valid when the token within is, which is handed over', async () => {
    const signed = await op.sign();
    const token = await encrypt(signed, 'RSA-OAEP-256', await rsa.publicKey('RSA-OAEP-256'));
    expect(await verdict(token, forRsa)).toEqual({ kind: 'valid', token: signed });
  });

  test.each(['RSA-OAEP-256', 'RSA-OAEP'])('may use %s', async (alg) => {
    const token = await encrypt(await op.sign(), alg, await rsa.publicKey(alg));
    expect(await verdict(token, forRsa)).toMatchObject({ kind: 'valid' });
  });

  test.each(['ECDH-ES', 'ECDH-ES+A128KW', 'ECDH-ES+A192KW', 'ECDH-ES+A256KW'])('may use %s', async (alg) => {
    const token = await encrypt(await op.sign(), alg, await ec.publicKey(alg), 'A256GCM');
    expect(await verdict(token, forEc)).toMatchObject({ kind: 'valid' });
  });

  test('is judged by the token within: signature, times and customer', async () => {
    const wrap = async (signed: string) =>
      verdict(await encrypt(signed, 'ECDH-ES', await ec.publicKey('ECDH-ES')), forEc);
    expect(await wrap(await stranger.sign())).toMatchObject({ kind: 'invalid' });
    expect(await wrap(await op.sign({ exp: 1 }))).toMatchObject({ kind: 'invalid' });
    expect(await wrap(await op.sign({ aud: 'somebody-else' }))).toMatchObject({ kind: 'invalid' });
    expect(await wrap(await op.sign({ sub: 'sub-walter' }))).toEqual({
      kind: 'wrong_subject',
      subject: 'sub-walter',
    });
    expect(await wrap('no token at all')).toMatchObject({ kind: 'invalid' });
    const claims = Buffer.from(JSON.stringify({ sub: 'sub-maria' })).toString('base64url');
    expect(await wrap(`eyJhbGciOiJub25lIn0.${claims}.`)).toMatchObject({ kind: 'invalid' });
  });

  test('is not to be wrapped twice', async () => {
    const key = await ec.publicKey('ECDH-ES');
    const twice = await encrypt(await encrypt(await op.sign(), 'ECDH-ES', key), 'ECDH-ES', key);
    expect(await verdict(twice, forEc)).toMatchObject({ kind: 'invalid' });
  });
});

describe('where encryption was agreed, an ID token is invalid', () => {
  test('that is signed only', async () => {
    expect(await verdict(await op.sign(), forRsa)).toMatchObject({ kind: 'invalid' });
    expect(await verdict(await op.sign(), forEc)).toMatchObject({ kind: 'invalid' });
  });

  test("that is encrypted to somebody else's key", async () => {
    const others = await encrypt(await op.sign(), 'RSA-OAEP-256', await rsaPem().publicKey('RSA-OAEP-256'));
    expect(await verdict(others, forRsa)).toMatchObject({ kind: 'invalid' });
    const ecOthers = await encrypt(await op.sign(), 'ECDH-ES', await ecPem('P-256').publicKey('ECDH-ES'));
    expect(await verdict(ecOthers, forEc)).toMatchObject({ kind: 'invalid' });
  });

  test('that is encrypted to a key on another curve than ours', async () => {
    const others = await encrypt(await op.sign(), 'ECDH-ES', await ecPem('P-384').publicKey('ECDH-ES'));
    expect(await verdict(others, forEc)).toMatchObject({ kind: 'invalid' });
  });

  test('that uses another kind of key than ours', async () => {
    const toEc = await encrypt(await op.sign(), 'ECDH-ES', await ec.publicKey('ECDH-ES'));
    expect(await verdict(toEc, forRsa)).toMatchObject({ kind: 'invalid' });
    const toRsa = await encrypt(await op.sign(), 'RSA-OAEP-256', await rsa.publicKey('RSA-OAEP-256'));
    expect(await verdict(toRsa, forEc)).toMatchObject({ kind: 'invalid' });
  });

  test.each([
    ['dir', 32, 'A256GCM'],
    ['A128KW', 16, 'A128GCM'],
    ['A256GCMKW', 32, 'A128GCM'],
  ])('that is encrypted with a shared secret (%s)', async (alg, length, enc) => {
    const token = await encrypt(await op.sign(), alg, new Uint8Array(length), enc);
    expect(await verdict(token, forRsa)).toMatchObject({ kind: 'invalid' });
    expect(await verdict(token, forEc)).toMatchObject({ kind: 'invalid' });
  });

  test.each(['RSA1_5', 'PBES2-HS256+A128KW', 'none', ''])('whose header says %j', async (alg) => {
    const token = await encrypt(await op.sign(), 'RSA-OAEP-256', await rsa.publicKey('RSA-OAEP-256'));
    const header = Buffer.from(JSON.stringify({ alg, enc: 'A128CBC-HS256' })).toString('base64url');
    const [, ...rest] = token.split('.');
    expect(await verdict([header, ...rest].join('.'), forRsa)).toMatchObject({ kind: 'invalid' });
  });

  test.each([1, 2, 3, 4])('that was altered in part %i', async (part) => {
    const parts = (await encrypt(await op.sign(), 'RSA-OAEP-256', await rsa.publicKey('RSA-OAEP-256'))).split(
      '.',
    );
    const bytes = Buffer.from(parts[part] ?? '', 'base64url');
    bytes[0] = (bytes[0] ?? 0) ^ 1;
    parts[part] = bytes.toString('base64url');
    expect(await verdict(parts.join('.'), forRsa)).toMatchObject({ kind: 'invalid' });
  });
});

test('where no encryption was agreed, an encrypted ID token is invalid', async () => {
  const token = await encrypt(await op.sign(), 'RSA-OAEP-256', await rsa.publicKey('RSA-OAEP-256'));
  expect(await verdict(token, expected)).toMatchObject({ kind: 'invalid' });
});

test('no verdict on an encrypted token repeats any of it', async () => {
  const token = await encrypt(await op.sign(), 'RSA-OAEP-256', await rsaPem().publicKey('RSA-OAEP-256'));
  expect(JSON.stringify(await verdict(token, forRsa))).not.toMatch(/eyJ|maria/);
});
