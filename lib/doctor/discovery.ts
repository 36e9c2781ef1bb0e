import type { Transport } from '../ciba/transport';
import { fail, ok, type Verdict, warn } from './check';

/** What an issuer answered when asked for its metadata (OpenID Connect Discovery 1.0, 4). */
export interface DiscoveryAnswer {
  readonly status: number;
  readonly type: string;
  readonly location: string | null;
  /** The metadata; undefined when it is no JSON object. */
  readonly body: Readonly<Record<string, unknown>> | undefined;
  /** By the server's clock, when it told. */
  readonly date: Date | undefined;
  /** The middle of the exchange by ours. */
  readonly at: Date;
}

const WELL_KNOWN = '/.well-known/openid-configuration';

function discoveryUrl(issuer: string): URL {
  return new URL(`${issuer.replace(/\/$/, '')}${WELL_KNOWN}`);
}

/** @throws what the transport throws */
export async function askDiscovery(
  transport: Transport,
  issuer: string,
  now: () => Date,
  signal: AbortSignal,
): Promise<DiscoveryAnswer> {
  const sent = now().getTime();
  const headers = { accept: 'application/json' };
  const response = await transport(discoveryUrl(issuer).href, { headers, signal });
  const received = now().getTime();
  const text = await response.text();
  return {
    status: response.status,
    type: response.headers.get('content-type') ?? 'no content type',
    location: response.headers.get('location'),
    body: objectIn(text),
    date: dateOf(response.headers),
    at: new Date((sent + received) / 2),
  };
}

/** Whether it is metadata at all. */
export function judgeAnswer(
  { status, type, location, body }: DiscoveryAnswer,
  issuer: string,
  setting: string,
): Verdict {
  const address = discoveryUrl(issuer).href;
  if (issuer.includes('/.well-known/')) {
    return fail(
      `${setting} is the address of a discovery document, not of an issuer.`,
      `Set ${setting}=${issuer.slice(0, issuer.indexOf('/.well-known/'))}`,
    );
  }
  if (status >= 300 && status < 400) {
    return fail(
      `${address} redirects${location ? ` to ${location}` : ''}, and redirects are not followed.`,
      `Set ${setting} to the issuer at the address it leads to.`,
    );
  }
  if (status === 401 || status === 403) {
    return fail(
      `${address} answers ${status}: something before the server keeps us out.`,
      'Discovery has to be open; allow this machine at the proxy or firewall.',
    );
  }
  if (status === 404) {
    return fail(
      `There is no discovery document: ${address} answers 404.`,
      `Check the path in ${setting}: a realm, tenant or environment is part of it at many providers.`,
    );
  }
  if (status >= 500) {
    return fail(
      `${address} answers ${status}: the server is in trouble.`,
      'Ask its operator, or try again later.',
    );
  }
  if (status !== 200) return fail(`${address} answers ${status} instead of 200.`, `Check ${setting}.`);
  if (!body) {
    return fail(
      `${address} answers with something other than JSON (${type}).`,
      `Check ${setting}: it seems to be the address of a web site.`,
    );
  }
  return ok('It answers, and its discovery document can be read.');
}

/**
 * Whether the metadata are this issuer's. Our library compares them as URLs, where a slash behind the bare host makes no
 * difference; everybody else compares letters.
 */
export function judgeIssuer(told: unknown, configured: string, setting: string): Verdict {
  if (told === configured) return ok(`It calls itself ${configured}, as ${setting} does.`);
  if (typeof told !== 'string') {
    return fail(
      'The discovery document names no issuer.',
      `Check ${setting}; this is not an OpenID provider’s metadata.`,
    );
  }
  const remedy = `Set ${setting}=${told}`;
  const isSlash = told.replace(/\/$/, '') === configured.replace(/\/$/, '');
  if (isSlash) {
    const says = `The issuer differs by the slash at its end: it calls itself ${told}, and ${setting} is ${configured}.`;
    return URL.canParse(told) && new URL(told).href === new URL(configured).href
      ? warn(says, remedy)
      : fail(says, remedy);
  }
  return fail(
    `It is another issuer: it calls itself ${told}, and ${setting} is ${configured}.`,
    `${remedy} if that is the one you mean.`,
  );
}

function objectIn(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return { ...parsed };
  } catch {
    // Not JSON.
  }
  return undefined;
}

/** An answer out of a cache carries the date it was put there. */
function dateOf(headers: Headers): Date | undefined {
  const at = Date.parse(headers.get('date') ?? '');
  const age = Number(headers.get('age') ?? 0);
  return Number.isNaN(at) || Number.isNaN(age) ? undefined : new Date(at + age * 1000);
}
