import { say } from '@/messages/doctor/provider';
import type { Transport } from '../ciba/transport';
import { type Finding, fail, ok, type Verdict, warn } from './check';

/** What an issuer answered when asked for its metadata (OpenID Connect Discovery 1.0, 4). */
export interface DiscoveryAnswer {
  readonly status: number;
  /** Its content type, if it has one. */
  readonly type: string | null;
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
    type: response.headers.get('content-type'),
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
  const words = say.discovery;
  if (issuer.includes('/.well-known/')) {
    return fail(words.isDocument({ setting, issuer: issuer.slice(0, issuer.indexOf('/.well-known/')) }));
  }
  if (status >= 300 && status < 400) return fail(words.redirects({ address, location, setting }));
  if (status === 401 || status === 403) return fail(words.keptOut({ address, status }));
  if (status === 404) return fail(words.absent({ address, setting }));
  if (status >= 500) return fail(words.inTrouble({ address, status }));
  if (status !== 200) return fail(words.otherStatus({ address, status, setting }));
  if (!body) return fail(words.noJson({ address, type, setting }));
  return ok(words.readable);
}

/**
 * Whether the metadata are this issuer's. Our library compares them as URLs, where a slash behind the bare host makes no
 * difference; everybody else compares letters.
 */
export function judgeIssuer(told: unknown, configured: string, setting: string): Verdict {
  const wrong = wrongIssuer(told, configured, setting);
  if (!wrong) return ok(say.issuer.same({ issuer: configured, setting }));
  const isForgiven =
    typeof told === 'string' && URL.canParse(told) && new URL(told).href === new URL(configured).href;
  return isForgiven ? warn(wrong) : fail(wrong);
}

/** How an issuer differs from ours, letter by letter. */
export function wrongIssuer(told: unknown, configured: string, setting: string): Finding | undefined {
  if (told === configured) return undefined;
  if (typeof told !== 'string') return say.issuer.absent({ setting });
  const isSlash = told.replace(/\/$/, '') === configured.replace(/\/$/, '');
  return isSlash
    ? say.issuer.slash({ told, configured, setting })
    : say.issuer.other({ told, configured, setting });
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
