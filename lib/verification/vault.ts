import { base64url, CompactEncrypt, compactDecrypt } from 'jose';
import type { Secrets } from './store';

/** Encrypts what is kept beside a verification or a customer, so that a stolen database holds no usable token. */
export interface Vault {
  /** @param owner the id of the row the secrets belong to */
  seal(owner: string, secrets: Secrets): Promise<string>;
  /** @throws when the text was altered, belongs to another row or no key opens it */
  open(owner: string, sealed: string): Promise<Secrets>;
}

/**
 * JWE (RFC 7516) with `dir` and A256GCM. The owner's id is in the protected header, so that
 * sealed secrets moved to another row do not open there.
 *
 * @param keys base64url, 256 bits each: the first encrypts, all decrypt
 */
export function createVault(keys: readonly [string, ...string[]]): Vault {
  const [current, ...older] = keys.map((key) => base64url.decode(key));
  if (!current || [current, ...older].some((key) => key.length !== 32)) {
    throw new TypeError('Token encryption keys must be 256 bits long');
  }
  const all = [current, ...older];

  return {
    seal(owner, secrets) {
      return new CompactEncrypt(new TextEncoder().encode(JSON.stringify(secrets)))
        .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', vid: owner })
        .encrypt(current);
    },
    async open(owner, sealed) {
      for (const key of all) {
        const opened = await compactDecrypt(sealed, key, {
          keyManagementAlgorithms: ['dir'],
          contentEncryptionAlgorithms: ['A256GCM'],
        }).catch(() => undefined);
        if (!opened) continue;
        if (opened.protectedHeader.vid !== owner) break;
        return JSON.parse(new TextDecoder().decode(opened.plaintext)) as Secrets; // authenticated: we wrote it
      }
      throw new Error('Stored secrets could not be opened: was TOKEN_ENCRYPTION_KEYS changed?');
    },
  };
}
