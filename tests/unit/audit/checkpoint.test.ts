import { base64url, CompactSign, exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  type Checkpoint,
  readCheckpoint,
  readExportEnd,
  signCheckpoint,
  signExportEnd,
} from '@/lib/audit/checkpoint';
import { createAuditKeys } from '@/lib/audit/keys';
import { auditKeys, auditSeed } from '../../support/audit-keys';

const state: Checkpoint = { position: 7, hash: 'A'.repeat(43), at: '2026-03-02T09:00:00.000Z' };
const end = { first: 1, last: 7, hash: 'A'.repeat(43), at: '2026-03-02T09:00:00.000Z' };
const other = await createAuditKeys([Buffer.alloc(32, 6).toString('base64url')]);

const keys = auditKeys.verifying;
let jws: string;
beforeAll(async () => {
  jws = await signCheckpoint(auditKeys, state);
});

function signed(payload: object, header: object = {}): Promise<string> {
  return new CompactSign(new TextEncoder().encode(JSON.stringify(payload)))
    .setProtectedHeader({ alg: 'EdDSA', kid: auditKeys.signing.kid, typ: 'countersign-audit', ...header })
    .sign(auditKeys.signing.key);
}

const encoded = (value: object) => base64url.encode(JSON.stringify(value));

describe('a checkpoint', () => {
  test('says what was signed, and with which key', async () => {
    expect(await readCheckpoint(jws, keys)).toEqual({
      type: 'checkpoint',
      ...state,
      kid: auditKeys.signing.kid,
    });
  });

  test('is signed the same way whenever the same is signed', async () => {
    expect(await signCheckpoint(auditKeys, state)).toBe(jws);
    expect(JSON.parse(new TextDecoder().decode(base64url.decode(jws.split('.')[0] ?? '')))).toEqual({
      alg: 'EdDSA',
      kid: auditKeys.signing.kid,
      typ: 'countersign-audit',
    });
  });

  test('counts whichever of the keys signed it', async () => {
    const rotated = await createAuditKeys([Buffer.alloc(32, 6).toString('base64url'), auditSeed]);
    expect(await readCheckpoint(jws, rotated.verifying)).toMatchObject(state);
    expect(await readCheckpoint(await signCheckpoint(rotated, state), rotated.verifying)).toMatchObject({
      kid: other.signing.kid,
    });
  });

  const forgeries: [how: string, make: () => string | Promise<string>][] = [
    ['by another key', () => signCheckpoint(other, state)],
    [
      'by another key under the name of ours',
      () => signCheckpoint({ signing: { kid: auditKeys.signing.kid, key: other.signing.key } }, state),
    ],
    ['for something else', () => signed({ type: 'checkpoint', ...state }, { typ: 'JWT' })],
    ['with no word what for', () => signed({ type: 'checkpoint', ...state }, { typ: undefined })],
    ['by nobody', () => `${encoded({ alg: 'none', typ: 'countersign-audit' })}.${jws.split('.')[1]}.`],
    [
      'with the public key as a password',
      () =>
        new SignJWT({ type: 'checkpoint', ...state })
          .setProtectedHeader({ alg: 'HS256', kid: auditKeys.signing.kid, typ: 'countersign-audit' })
          .sign(base64url.decode(keys[0]?.x ?? '')),
    ],
    ['for the end of an export', () => signExportEnd(auditKeys, end)],
    ['with a place that is none', () => signed({ type: 'checkpoint', ...state, position: -1 })],
    ['with half a place', () => signed({ type: 'checkpoint', ...state, position: 1.5 })],
    ['with a hash that is too short', () => signed({ type: 'checkpoint', ...state, hash: 'A'.repeat(42) })],
    ['without a time', () => signed({ type: 'checkpoint', position: 7, hash: state.hash })],
    [
      'and then given another payload',
      () => jws.replace(/\.[^.]*\./, `.${encoded({ type: 'checkpoint', ...state, position: 8 })}.`),
    ],
    ['and then cut', () => jws.slice(0, -1)],
    ['and then lengthened', () => `${jws}A`],
    ['and then padded', () => `${jws}==`],
    ['and then spaced', () => ` ${jws}`],
    ['by a text that is none', () => 'checkpoint'],
    ['by nothing', () => ''],
  ];
  test.each(forgeries)('is none when it was signed %s', async (_how, make) => {
    const forged = await make();
    expect(forged).not.toBe(jws);
    expect(await readCheckpoint(forged, keys)).toBeUndefined();
  });

  test('has one spelling only: bits left over at the end of base64url are not for writing in', async () => {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    // 64 bytes take 86 letters, the last of which has four bits to spare.
    const at = alphabet.indexOf(jws.at(-1) ?? '');
    for (let spare = 1; spare < 16; spare++) {
      const spelt = `${jws.slice(0, -1)}${alphabet[at ^ spare]}`;
      expect(base64url.decode(spelt.split('.')[2] ?? '')).toEqual(base64url.decode(jws.split('.')[2] ?? ''));
      expect(await readCheckpoint(spelt, keys)).toBeUndefined();
    }
  });

  test('is none where there are no keys, or none that are any', async () => {
    expect(await readCheckpoint(jws, [])).toBeUndefined();
    expect(await readCheckpoint(jws, [{ kty: 'OKP' }, {} as JWK])).toBeUndefined();
    expect(await readCheckpoint(jws, other.verifying)).toBeUndefined();
  });
});

test('a checkpoint is signed with Ed25519, and with nothing else that is among the keys', async () => {
  const { privateKey, publicKey } = await generateKeyPair('ES256');
  const forged = await new CompactSign(
    new TextEncoder().encode(JSON.stringify({ type: 'checkpoint', ...state })),
  )
    .setProtectedHeader({ alg: 'ES256', kid: 'other', typ: 'countersign-audit' })
    .sign(privateKey);
  const jwk = { ...(await exportJWK(publicKey)), kid: 'other', alg: 'ES256', use: 'sig' };
  expect(await readCheckpoint(forged, [...keys, jwk])).toBeUndefined();
});

describe('the end of an export', () => {
  test('says what was signed, and is no checkpoint', async () => {
    const signedEnd = await signExportEnd(auditKeys, end);
    expect(await readExportEnd(signedEnd, keys)).toMatchObject(end);
    expect(await readExportEnd(jws, keys)).toBeUndefined();
    expect(await readExportEnd(await signExportEnd(other, end), keys)).toBeUndefined();
  });
});
