import { say } from '@/messages/doctor/network';
import { proxyFor } from '../ciba/dispatcher';
import { wireError } from '../ciba/wire-error';
import { type Finding, fail, ok, type Verdict } from './check';

/** A server of somebody else's, as far as sentences about it need. */
export interface Place {
  /** As a sentence's subject: "The OP". */
  readonly name: string;
  readonly url: URL;
  /** The setting that names it. */
  readonly setting: string;
  /** What to do when its certificate comes from an authority we do not know. */
  readonly trust: string;
  /** It is never asked through a proxy. */
  readonly isDirect?: boolean;
}

/** How to trust a private authority with requests that go through lib/ciba's transport. */
export function trustByCa(ca: string | undefined): string {
  return ca === undefined ? say.trust.setCa : say.trust.addToCa;
}

/** That a server answers, and through which proxy. */
export function answersAt(url: URL): Verdict {
  return ok(say.answers({ origin: url.origin, proxy: proxyFor(url)?.host }));
}

/** The innermost code of what a request failed with. */
export function faultOf(error: unknown): string {
  return wireError(error, new Date()).fault ?? 'unknown';
}

/** Why a server could not be spoken to, in words. */
export function unreachable(error: unknown, place: Place): Verdict {
  return unreachableBy(faultOf(error), place);
}

export function unreachableBy(fault: string, place: Place): Verdict {
  const proxy = place.isDirect ? undefined : proxyFor(place.url);
  const { says, remedy } = reasonOf(fault, place, proxy !== undefined);
  // What refuses, or cannot be found, may be the proxy as well.
  return fail({ says, remedy: proxy ? say.throughProxy({ remedy, proxy: proxy.host }) : remedy });
}

function reasonOf(fault: string, { name, url, setting, trust }: Place, isProxied: boolean): Finding {
  if (isProxied && fault === 'UND_ERR_ABORTED') return say.proxyRefuses({ host: url.hostname });
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  const server = { name, setting, host: url.hostname, port };
  switch (fault) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EAI_NONAME':
      return say.notFound(server);
    case 'ECONNREFUSED':
      return say.refuses(server);
    case 'UND_ERR_CONNECT_TIMEOUT':
    case 'ETIMEDOUT':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'TimeoutError':
    case 'AbortError':
    case 'UND_ERR_ABORTED':
    case 'OAUTH_TIMEOUT':
    case 'OAUTH_ABORT':
      return say.silent(server);
    case 'CERT_HAS_EXPIRED':
      return say.expired(server);
    case 'CERT_NOT_YET_VALID':
      return say.notYetValid(server);
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return say.otherNames(server);
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
    case 'UNABLE_TO_GET_ISSUER_CERT':
    case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
    case 'SELF_SIGNED_CERT_IN_CHAIN':
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
    case 'CERT_SIGNATURE_FAILURE':
      return say.untrusted({ ...server, trust });
    case 'ERR_SSL_WRONG_VERSION_NUMBER':
    case 'ERR_SSL_PACKET_LENGTH_TOO_LONG':
      return say.noTls(server);
    case 'ECONNRESET':
    case 'EPIPE':
    case 'UND_ERR_SOCKET':
      return say.closed(server);
  }
  return /^ERR_SSL_.*(?:HANDSHAKE_FAILURE|CERTIFICATE_REQUIRED|BAD_CERTIFICATE|UNKNOWN_CA|CERTIFICATE_)/.test(
    fault,
  )
    ? say.wantsCertificate({ ...server, fault })
    : say.other({ ...server, fault });
}

export function silent(name: string, setting: string): Verdict {
  return fail(say.silent({ name, setting }));
}
