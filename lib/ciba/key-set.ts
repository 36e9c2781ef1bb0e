import { createRemoteJWKSet, type JWTVerifyGetKey, customFetch as joseFetch } from 'jose';
import { z } from 'zod';
import type { Answer } from './answer';
import { legible } from './legible';
import type { Transport } from './transport';

/** Known keys serve as long, so that an outage of theirs alone costs nobody anything. */
const LIFETIME_MS = 60 * 60 * 1000;
/** Keys that changed are asked for again at most this often. */
export const KEYS_PAUSE_MS = 2_000;
const TIMEOUT_MS = 5_000;

/** The signing keys of an OpenID provider. */
export interface KeySet {
  readonly uri: string;
  /** An unknown `kid` makes it ask again, though not at once again. */
  readonly get: JWTVerifyGetKey;
  /**
   * Reads the keys anew, for one that may have come under the name of another.
   *
   * @returns false when that was done a moment ago, or failed
   */
  reread(): Promise<boolean>;
}

export function createKeySet(
  uri: string,
  ask: (...request: Parameters<Transport>) => Promise<Answer>,
): KeySet {
  const get = createRemoteJWKSet(new URL(uri), {
    timeoutDuration: TIMEOUT_MS,
    cooldownDuration: KEYS_PAUSE_MS,
    cacheMaxAge: LIFETIME_MS,
    [joseFetch]: async (url: string, init: Parameters<Transport>[1]) => {
      const answer = await ask(url, init);
      return legible({ ...answer, json: withoutNameOfEd25519(answer.json) });
    },
  });
  return {
    uri,
    get,
    async reread() {
      if (get.coolingDown) return false;
      return get.reload().then(
        () => true,
        () => false,
      );
    },
  };
}

/** The key says by its curve what it is for; its name would be compared with the other one by letters (RFC 9864). */
function withoutNameOfEd25519(json: unknown): unknown {
  const { data } = keySetAnswer.safeParse(json);
  if (!data) return json;
  const keys = data.keys.map(({ alg, ...key }) => (key.crv === 'Ed25519' ? key : { ...key, alg }));
  return { ...data, keys };
}

const keySetAnswer = z.looseObject({ keys: z.array(z.looseObject({})) });
