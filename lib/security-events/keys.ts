import {
  type CryptoKey,
  compactVerify,
  createLocalJWKSet,
  errors,
  type JSONWebKeySet,
  type JWSHeaderParameters,
} from 'jose';
import type { Transport } from '../ciba/transport';
import type { Clock } from '../clock';
import type { Logger } from '../log';
import { algorithms, type UncheckedToken } from './token';

type KeySet = ReturnType<typeof createLocalJWKSet>;

/** Where a transmitter's public keys come from. */
export interface KeySource {
  /** @throws when they cannot be had */
  known(): Promise<KeySet>;
  /**
   * The keys as they are now.
   *
   * @returns undefined when they were read a moment ago
   * @throws when they cannot be had
   */
  reread(): Promise<KeySet | undefined>;
}

/** Known keys serve as long, and on while they cannot be read: an outage of theirs alone costs no report. */
const LIFETIME_MS = 60 * 60 * 1000;
/** However many tokens with unknown keys come in, their issuer is asked no more often. */
const PAUSE_MS = 2_000;
const TIMEOUT_MS = 5_000;

/** Keys that stand in the settings. */
export function fixedKeys(jwks: JSONWebKeySet): KeySource {
  const keys = createLocalJWKSet(jwks);
  return { known: async () => keys, reread: async () => undefined };
}

/** Keys that their owner publishes (RFC 7517, 5). */
export function publishedKeys(
  uri: string,
  transport: Transport,
  clock: Clock,
  log: Pick<Logger, 'warn'>,
): KeySource {
  let last: { readonly at: number; readonly keys?: KeySet; readonly error?: unknown } | undefined;
  let kept: { readonly at: number; readonly keys: KeySet } | undefined;
  let underWay: Promise<KeySet> | undefined;
  const since = (moment: { readonly at: number } | undefined) =>
    moment ? clock.now().getTime() - moment.at : Number.POSITIVE_INFINITY;

  function read(): Promise<KeySet> {
    underWay ??= ask(uri, transport)
      .then(
        (keys) => {
          kept = { at: clock.now().getTime(), keys };
          last = kept;
          return keys;
        },
        (error: unknown) => {
          last = { at: clock.now().getTime(), error };
          log.warn({ class: 'security', uri, err: error }, 'the keys for security events could not be read');
          throw error;
        },
      )
      .finally(() => {
        underWay = undefined;
      });
    return underWay;
  }

  return {
    async known() {
      if (kept && since(kept) < LIFETIME_MS) return kept.keys;
      if (!underWay && since(last) < PAUSE_MS) {
        if (kept) return kept.keys;
        throw last?.error;
      }
      return read().catch((error: unknown) => {
        if (kept) return kept.keys;
        throw error;
      });
    },
    async reread() {
      if (!underWay && since(last) < PAUSE_MS) {
        if (last?.keys) return undefined;
        throw last?.error;
      }
      return read();
    },
  };
}

async function ask(uri: string, transport: Transport): Promise<KeySet> {
  const response = await transport(uri, {
    headers: { accept: 'application/jwk-set+json, application/json' },
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (response.status !== 200) throw new Error(`HTTP ${response.status}`);
  return createLocalJWKSet((await response.json()) as JSONWebKeySet); // jose refuses what is none
}

/** `unavailable`: the keys could not be had, so nothing can be said. */
export type SignatureVerdict = 'genuine' | 'unknown_key' | 'forged' | 'unavailable';

/** Judges the signature. Before it is called wrong, the issuer's keys are read anew: they may have changed. */
export async function verifySignature(token: UncheckedToken, source: KeySource): Promise<SignatureVerdict> {
  try {
    const first = await judge(token, await source.known());
    if (first === 'genuine') return first;
    const fresh = await source.reread();
    return fresh ? await judge(token, fresh) : first;
  } catch {
    return 'unavailable';
  }
}

async function judge({ compact, header }: UncheckedToken, keys: KeySet) {
  let verdict: 'unknown_key' | 'forged' = 'unknown_key';
  for await (const key of candidates(keys, header)) {
    try {
      await compactVerify(compact, key, { algorithms: [...algorithms] });
      return 'genuine';
    } catch {
      verdict = 'forged';
    }
  }
  return verdict;
}

/** The key the token names; where it names none, all that could have signed it. */
async function* candidates(keys: KeySet, header: JWSHeaderParameters): AsyncGenerator<CryptoKey> {
  let several: AsyncIterable<CryptoKey> | undefined;
  try {
    yield await keys(header);
  } catch (error) {
    if (error instanceof errors.JWKSMultipleMatchingKeys) several = error;
    // Else there is none, or it is one nobody could use.
  }
  if (several) yield* several;
}
