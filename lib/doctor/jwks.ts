import { z } from 'zod';
import { say } from '@/messages/doctor/provider';
import { namesOf, type SigningAlgorithm } from '../ciba/keys';
import type { Profile } from '../ciba/profile';
import type { Transport } from '../ciba/transport';
import { fail, ok, type Verdict, warn } from './check';

const schema = z.object({
  keys: z.array(
    z.looseObject({
      kty: z.string().catch(''),
      kid: z.string().optional().catch(undefined),
      use: z.string().optional().catch(undefined),
      alg: z.string().optional().catch(undefined),
      crv: z.string().optional().catch(undefined),
      n: z.string().optional().catch(undefined),
    }),
  ),
});
type Key = z.output<typeof schema>['keys'][number];

export interface JwksAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** @throws what the transport throws */
export async function askJwks(transport: Transport, uri: string, signal: AbortSignal): Promise<JwksAnswer> {
  const response = await transport(uri, { signal, headers: { accept: 'application/json' } });
  return { status: response.status, body: await response.json().catch(() => undefined) };
}

/** Whether ID tokens with that algorithm can be verified. */
export function judgeJwks(
  { status, body }: JwksAnswer,
  alg: SigningAlgorithm,
  { keysOnFirstUse, title }: Pick<Profile, 'keysOnFirstUse' | 'title'>,
): Verdict {
  if (status !== 200) return fail(say.keys.notThere({ status }));
  const parsed = schema.safeParse(body);
  if (!parsed.success) return fail(say.keys.noKeySet);
  const ofKind = parsed.data.keys.filter((key) => isOfKind(key, alg));
  const usable = ofKind.filter(
    (key) => key.use !== 'enc' && (key.alg === undefined || namesOf(alg).includes(key.alg)),
  );
  const short = usable.filter((key) => bitsOf(key) < SHORTEST_RSA);
  if (short[0] && short.length === usable.length) {
    return fail(say.keys.allShort({ bits: bitsOf(short[0]), shortest: SHORTEST_RSA }));
  }
  if (short[0]) return warn(say.keys.oneShort({ bits: bitsOf(short[0]) }));
  if (usable.length > 1 && usable.some(({ kid }) => kid === undefined)) return warn(say.keys.noKid({ alg }));
  if (usable.length > 0) return ok(say.keys.found({ alg }));
  if (keysOnFirstUse) return warn(say.keys.onFirstUse({ alg, title }));
  if (ofKind.length > 0) return fail(say.keys.otherUse({ alg }));
  const possible = parsed.data.keys.filter(({ use }) => use !== 'enc').map(({ alg, kty }) => alg ?? kty);
  return fail(say.keys.none({ alg, possible: [...new Set(possible)] }));
}

/** RFC 7518, 3.3 and 3.5 */
const SHORTEST_RSA = 2048;

/** The length of an RSA key's modulus; of other kinds any is long enough. */
function bitsOf({ kty, n }: Key): number {
  if (kty !== 'RSA' || !n) return Number.POSITIVE_INFINITY;
  return BigInt(`0x0${Buffer.from(n, 'base64url').toString('hex')}`).toString(2).length;
}

function isOfKind({ kty, crv }: Key, alg: SigningAlgorithm): boolean {
  switch (alg) {
    case 'ES256':
      return kty === 'EC' && crv === 'P-256';
    case 'ES384':
      return kty === 'EC' && crv === 'P-384';
    case 'ES512':
      return kty === 'EC' && crv === 'P-521';
    case 'EdDSA':
      return kty === 'OKP' && crv === 'Ed25519';
    default:
      return kty === 'RSA';
  }
}
