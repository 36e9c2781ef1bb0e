import { z } from 'zod';
import { namesOf, type SigningAlgorithm } from '../ciba/keys';
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
export function judgeJwks({ status, body }: JwksAnswer, alg: SigningAlgorithm): Verdict {
  if (status !== 200) {
    return fail(
      `The OP’s keys (jwks_uri) cannot be had: HTTP ${status}.`,
      'The OP’s operator has to make them public.',
    );
  }
  const parsed = schema.safeParse(body);
  if (!parsed.success) {
    return fail('What the OP has at jwks_uri is no key set.', 'The OP’s operator has to correct jwks_uri.');
  }
  const ofKind = parsed.data.keys.filter((key) => isOfKind(key, alg));
  const usable = ofKind.filter(
    (key) => key.use !== 'enc' && (key.alg === undefined || namesOf(alg).includes(key.alg)),
  );
  const short = usable.filter((key) => bitsOf(key) < SHORTEST_RSA);
  if (short[0] && short.length === usable.length) {
    return fail(
      `The OP’s RSA key has ${bitsOf(short[0])} bits, and what is signed with fewer than ${SHORTEST_RSA} is refused.`,
      'The OP’s operator has to make a longer key (RFC 7518, 3.3).',
    );
  }
  if (short[0]) {
    return warn(
      `One of the OP’s RSA keys has ${bitsOf(short[0])} bits: what is signed with it is refused.`,
      'The OP’s operator has to take it out.',
    );
  }
  if (usable.length > 1 && usable.some(({ kid }) => kid === undefined)) {
    return warn(
      `Several of the OP’s keys could have signed with ${alg}, and not all have a kid.`,
      'Give each key a kid at the OP, or ID tokens cannot be told apart.',
    );
  }
  if (usable.length > 0) return ok(`The OP publishes a key for ${alg}.`);
  const possible = [
    ...new Set(parsed.data.keys.filter(({ use }) => use !== 'enc').map(({ alg, kty }) => alg ?? kty)),
  ];
  return fail(
    ofKind.length > 0
      ? `The OP’s keys of the right kind are not for signing with ${alg}.`
      : `The OP publishes no key for ${alg}${possible.length > 0 ? `, only for ${possible.join(', ')}` : ''}.`,
    'Set CIBA_ID_TOKEN_ALG to the algorithm this client is registered with, or add such a key at the OP.',
  );
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
