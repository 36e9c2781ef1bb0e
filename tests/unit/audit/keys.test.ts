import { createPublicKey } from 'node:crypto';
import { exportJWK } from 'jose';
import { describe, expect, test } from 'vitest';
import { createAuditKeys } from '@/lib/audit/keys';

/** The private key of RFC 8037, appendix A.1. */
const seed = 'nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A';
const other = Buffer.alloc(32, 1).toString('base64url');

describe('the keys of the trail', () => {
  test('sign with the key pair and the name that RFC 8037 gives for the secret', async () => {
    const { signing, verifying } = await createAuditKeys([seed]);
    const kid = 'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k';
    const x = '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo';
    expect(signing.kid).toBe(kid);
    expect(verifying).toEqual([{ kty: 'OKP', crv: 'Ed25519', x, kid, alg: 'EdDSA', use: 'sig' }]);
    expect(await exportJWK(createPublicKey(signing.key))).toMatchObject({ x });
  });

  test('give out no private half', async () => {
    const { verifying } = await createAuditKeys([seed, other]);
    expect(JSON.stringify(verifying)).not.toContain(seed);
    expect(verifying.flatMap((jwk) => Object.keys(jwk))).not.toContain('d');
  });

  // Reckoned apart from this code, with HKDF (RFC 5869) and HMAC-SHA-256: what was marked must be known again for years.
  test('mark and name always in the same way', async () => {
    const keys = await createAuditKeys([seed]);
    expect(keys.macOf('{"v":1}').toString('hex')).toBe(
      '7224274af3d1ae4bbcc59e258c2cd7c2b6ef03b0f8bc6e25f8160959f4ed18d4',
    );
    expect(keys.pseudonymOf('staff-ann')).toBe('e8572b4e2599');
  });

  test('know their own marks, by whichever of them, and no others', async () => {
    const [old, all] = await Promise.all([createAuditKeys([seed]), createAuditKeys([other, seed])]);
    const mac = old.macOf('a');
    expect(all.isOurs('a', mac)).toBe(true);
    expect(all.isOurs('a', all.macOf('a'))).toBe(true);
    expect(all.macOf('a')).not.toEqual(mac);
    expect(all.isOurs('b', mac)).toBe(false);
    expect(all.isOurs('a', mac.subarray(0, 31))).toBe(false);
    expect(all.isOurs('a', new Uint8Array(0))).toBe(false);
    expect((await createAuditKeys([other])).isOurs('a', mac)).toBe(false);
  });

  test('sign with the first and verify with all', async () => {
    const [old, all] = await Promise.all([createAuditKeys([seed]), createAuditKeys([other, seed])]);
    expect(all.signing.kid).not.toBe(old.signing.kid);
    expect(all.verifying.map(({ kid }) => kid)).toEqual([all.signing.kid, old.signing.kid]);
  });

  test.each([
    ['31 bytes', Buffer.alloc(31).toString('base64url')],
    ['33 bytes', Buffer.alloc(33).toString('base64url')],
    ['nothing', ''],
  ])('are not made of %s', async (_what, short) => {
    await expect(createAuditKeys([seed, short])).rejects.toThrow('256 bits');
  });

  test('are not made of no secret at all', async () => {
    await expect(createAuditKeys([])).rejects.toThrow('no audit key');
  });
});
