import type { ClientAuthentication } from '@/lib/ciba/client-auth';
import { count } from '../locale';

type Method = ClientAuthentication['method'];

/** The OpenID provider: whether it answers, is the right one, and knows the desk. */
export const say = {
  unreachable: 'Not checked: the OP cannot be reached.',
  noMetadata: 'Not checked: there is no discovery document to go by.',
  otherIssuer: 'Not checked: correct the issuer first.',
  afterOther: ({ title }: { title: string }) => `Not checked: correct what is wrong under “${title}” first.`,
  noTokenEndpoint: 'Not checked: the OP names no token endpoint.',

  /** The desk's clock against the OP's. */
  clock: {
    notTold: 'Not checked: the OP does not tell the time (no Date header).',
    agrees: 'The clocks of the OP and of this machine agree.',
    off: ({ difference, isBehind }: { difference: string; isBehind: boolean }) => ({
      says: `This machine’s clock is ${difference} ${isBehind ? 'behind' : 'ahead of'} the OP’s.`,
      remedy: synchronise,
    }),
    farOff: ({ difference, isBehind }: { difference: string; isBehind: boolean }) => ({
      says: `This machine’s clock is ${difference} ${isBehind ? 'behind' : 'ahead of'} the OP’s: signatures and ID tokens will be refused.`,
      remedy: synchronise,
    }),
    seconds: (seconds: number) => count(seconds, 'second', 'seconds'),
    minutes: (minutes: number) => count(minutes, 'minute', 'minutes'),
    hours: (hours: number) => count(hours, 'hour', 'hours'),
  },

  /** What answers at an issuer's address, of the OP or of the staff sign-in. */
  discovery: {
    readable: 'It answers, and its discovery document can be read.',
    isDocument: ({ setting, issuer }: { setting: string; issuer: string }) => ({
      says: `${setting} is the address of a discovery document, not of an issuer.`,
      remedy: `Set ${setting}=${issuer}`,
    }),
    redirects: (redirect: { address: string; location: string | null; setting: string }) => {
      const { address, location, setting } = redirect;
      return {
        says: location
          ? `${address} redirects to ${location}, and the desk does not follow redirects.`
          : `${address} redirects, and the desk does not follow redirects.`,
        remedy: `Set ${setting} to the issuer at the address it redirects to.`,
      };
    },
    keptOut: ({ address, status }: { address: string; status: number }) => ({
      says: `${address} answers ${status}: something in front of the server keeps the desk out.`,
      remedy: 'Discovery has to be open: allow this machine at the proxy or firewall.',
    }),
    absent: ({ address, setting }: { address: string; setting: string }) => ({
      says: `There is no discovery document: ${address} answers 404.`,
      remedy: `Check the path in ${setting}: a realm, tenant or environment is part of it at many providers.`,
    }),
    inTrouble: ({ address, status }: { address: string; status: number }) => ({
      says: `${address} answers ${status}: the server is in trouble.`,
      remedy: 'Ask its operator, or try again later.',
    }),
    otherStatus: ({ address, status, setting }: { address: string; status: number; setting: string }) => ({
      says: `${address} answers ${status} instead of 200.`,
      remedy: `Check ${setting}.`,
    }),
    noJson: ({ address, type, setting }: { address: string; type: string | null; setting: string }) => ({
      says: `${address} answers with something other than JSON (${type ?? 'no content type'}).`,
      remedy: `Check ${setting}: it seems to be the address of a web site.`,
    }),
  },

  issuer: {
    same: ({ issuer, setting }: { issuer: string; setting: string }) =>
      `It calls itself ${issuer}, as ${setting} does.`,
    absent: ({ setting }: { setting: string }) => ({
      says: 'The discovery document names no issuer.',
      remedy: `Check ${setting}: this is not the discovery document of an OpenID provider.`,
    }),
    slash: ({ told, configured, setting }: { told: string; configured: string; setting: string }) => ({
      says: `The issuer differs by the slash at its end: it calls itself ${told}, and ${setting} is ${configured}.`,
      remedy: `Set ${setting}=${told}`,
    }),
    other: ({ told, configured, setting }: { told: string; configured: string; setting: string }) => ({
      says: `It is another issuer: it calls itself ${told}, and ${setting} is ${configured}.`,
      remedy: `Set ${setting}=${told} if that is the one you mean.`,
    }),
  },

  keys: {
    found: ({ alg }: { alg: string }) => `The OP publishes a key for ${alg}.`,
    noAddress: {
      says: 'The discovery document names no jwks_uri: the desk cannot verify ID tokens.',
      remedy: 'Ask the OP’s operator to publish its keys.',
    },
    notThere: ({ status }: { status: number }) => ({
      says: `The OP’s jwks_uri answers HTTP ${status}: the desk cannot verify ID tokens.`,
      remedy: 'Ask the OP’s operator to make its keys public there.',
    }),
    noKeySet: {
      says: 'The OP’s jwks_uri leads to something that is no key set: the desk cannot verify ID tokens.',
      remedy: 'Ask the OP’s operator to correct jwks_uri.',
    },
    allShort: ({ bits, shortest }: { bits: number; shortest: number }) => ({
      says: `The OP’s RSA key has ${bits} bits: the desk refuses what is signed with fewer than ${shortest}.`,
      remedy: 'Ask the OP’s operator to make a longer key (RFC 7518, 3.3).',
    }),
    oneShort: ({ bits }: { bits: number }) => ({
      says: `One of the OP’s RSA keys has ${bits} bits: the desk refuses what is signed with it.`,
      remedy: 'Ask the OP’s operator to remove that key.',
    }),
    noKid: ({ alg }: { alg: string }) => ({
      says: `Several of the OP’s keys fit ${alg}, and not all of them have a kid: the desk cannot tell which one signed.`,
      remedy: 'Give each key a kid at the OP.',
    }),
    onFirstUse: ({ alg, title }: { alg: string; title: string }) => ({
      says: `The OP publishes no key for ${alg} yet. ${title} makes one when it first signs with it.`,
      remedy: `Verify one customer, then run the doctor again. If the warning stays, ${title} does not sign with ${alg}: set CIBA_ID_TOKEN_ALG to what it signs with.`,
    }),
    otherUse: ({ alg }: { alg: string }) => ({
      says: `The OP’s keys of the right kind are not for signing with ${alg}: the desk cannot verify ID tokens.`,
      remedy: otherAlgorithm,
    }),
    none: ({ alg, possible }: { alg: string; possible: readonly string[] }) => ({
      says:
        possible.length > 0
          ? `The OP publishes no key for ${alg}, only for ${possible.join(', ')}: the desk cannot verify ID tokens.`
          : `The OP publishes no key for ${alg}: the desk cannot verify ID tokens.`,
      remedy: otherAlgorithm,
    }),
  },

  /** What the OP answers to a token request for a made-up id. */
  credentials: {
    accepted: ({ method }: { method: Method }) => `The OP accepts the client’s credentials (${method}).`,
    acceptedForPush: 'The OP accepts the client’s credentials. A push client makes no token requests.',
    /** What the OP said: an error code, with its description. */
    answer: ({ error, description }: { error: string | undefined; description: string | undefined }) =>
      [error, description && `“${description}”`].filter(Boolean).join(', '),
    httpStatus: ({ status }: { status: number | undefined }) => `HTTP ${status}`,

    tokensForNothing: {
      says: 'The OP issued tokens for a request nobody made.',
      remedy: 'Do not use this OP. Tell its operator.',
    },
    refused: ({ answer, client }: { answer: string; client: Client }) => ({
      says: `The OP does not accept the client’s credentials (${answer}).`,
      remedy: compare[client.method](client),
    }),
    doubtful: ({ answer, client }: { answer: string; client: Client }) => ({
      says: `The OP may not accept the client’s credentials (${answer}).`,
      remedy: compare[client.method](client),
    }),
    notTold: ({ status }: { status: number }) => ({
      says: `The OP could not say whether it accepts the credentials (HTTP ${status}).`,
      remedy: 'Try again in a minute.',
    }),
    noGrant: ({ answer, clientId }: { answer: string; clientId: string }) => ({
      says: `The OP knows the client ${clientId}, but does not let it use CIBA (${answer}).`,
      remedy: 'Enable the CIBA grant for this client at the OP.',
    }),
    noCiba: ({ answer }: { answer: string }) => ({
      says: `The OP’s token endpoint does not know the CIBA grant (${answer}).`,
      remedy: 'Switch CIBA on at the OP, or check CIBA_ISSUER.',
    }),
    dpop: ({ answer }: { answer: string }) => ({
      says: `The OP refuses the desk’s DPoP proof (${answer}).`,
      remedy: 'Check the clocks, and that the OP’s public address is the one in its metadata.',
    }),
    unclear: ({ answer }: { answer: string }) => ({
      says: `The OP’s answer does not tell whether it accepts the credentials (${answer}).`,
      remedy: 'Ask its operator.',
    }),
  },
};

interface Client {
  clientId: string;
  method: Method;
}

const synchronise = 'Synchronise the clock of this machine (NTP). If it is right, tell the OP’s operator.';
const otherAlgorithm =
  'Set CIBA_ID_TOKEN_ALG to the algorithm this client is registered with, or add such a key at the OP.';

const compareSecret = ({ clientId, method }: Client) =>
  `Compare CIBA_CLIENT_ID (${clientId}) and CIBA_CLIENT_SECRET with the registration at the OP, and CIBA_CLIENT_AUTH (${method}) with the method registered there.`;

/** What to compare when the credentials are refused. */
const compare = {
  client_secret_basic: compareSecret,
  client_secret_post: compareSecret,
  client_secret_jwt: compareSecret,
  private_key_jwt: ({ clientId }) =>
    `Compare CIBA_CLIENT_ID (${clientId}) with the registration at the OP, and register the public half of CIBA_CLIENT_KEY there. CIBA_CLIENT_KEY_ID must be its kid there.`,
  tls_client_auth: ({ clientId }) =>
    `Compare CIBA_CLIENT_ID (${clientId}) with the registration at the OP, which must name the subject of CIBA_CLIENT_CERT and trust the authority that issued it.`,
  self_signed_tls_client_auth: ({ clientId }) =>
    `Compare CIBA_CLIENT_ID (${clientId}) with the registration at the OP, and register CIBA_CLIENT_CERT there (jwks, x5c).`,
} satisfies Record<Method, (client: Client) => string>;
