import { proxyFor } from '../ciba/dispatcher';
import { wireError } from '../ciba/wire-error';
import { fail, type Verdict } from './check';

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
  return ca === undefined
    ? 'Set CIBA_CA to a PEM file with the certificate of the authority that issued it.'
    : 'Add the certificate of the authority that issued it to the file CIBA_CA names.';
}

/** For sentences that say where something answers. */
export function throughProxy(url: URL): string {
  const proxy = proxyFor(url);
  return proxy ? `, through the proxy ${proxy.host}` : '';
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
  const verdict = reasonOf(fault, place, proxy !== undefined);
  // What refuses, or cannot be found, may be the proxy as well.
  return proxy && verdict.status === 'fail'
    ? fail(
        verdict.says,
        `${verdict.remedy} Requests go through the proxy ${proxy.host} (HTTPS_PROXY, NO_PROXY).`,
      )
    : verdict;
}

function reasonOf(fault: string, { name, url, setting, trust }: Place, isProxied: boolean): Verdict {
  if (isProxied && fault === 'UND_ERR_ABORTED') {
    return fail(
      `The proxy does not let the desk through to ${url.hostname}.`,
      'Let its operator allow it, or name the host in NO_PROXY.',
    );
  }
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  switch (fault) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EAI_NONAME':
      return fail(
        `${name} cannot be found: no name server knows the host ${url.hostname}.`,
        `Check the host in ${setting}, and that this machine’s name servers can resolve it.`,
      );
    case 'ECONNREFUSED':
      return fail(
        `${name} refuses connections: nothing listens on port ${port} of ${url.hostname}.`,
        `Check the host and port in ${setting}, and that the server runs.`,
      );
    case 'UND_ERR_CONNECT_TIMEOUT':
    case 'ETIMEDOUT':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'TimeoutError':
    case 'AbortError':
    case 'UND_ERR_ABORTED':
    case 'OAUTH_TIMEOUT':
    case 'OAUTH_ABORT':
      return silent(name, setting);
    case 'CERT_HAS_EXPIRED':
      return fail(`${name}’s certificate has expired.`, 'Its operator has to renew it.');
    case 'CERT_NOT_YET_VALID':
      return fail(
        `${name}’s certificate is not valid yet.`,
        'Check the clock of this machine (NTP); if it is right, the operator of the server has to act.',
      );
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return fail(
        `${name}’s certificate is for other names than ${url.hostname}.`,
        `Use the host name the certificate was issued for in ${setting}.`,
      );
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
    case 'UNABLE_TO_GET_ISSUER_CERT':
    case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
    case 'SELF_SIGNED_CERT_IN_CHAIN':
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
    case 'CERT_SIGNATURE_FAILURE':
      return fail(`${name}’s certificate comes from an authority that is not trusted here.`, trust);
    case 'ERR_SSL_WRONG_VERSION_NUMBER':
    case 'ERR_SSL_PACKET_LENGTH_TOO_LONG':
      return fail(
        `${name} does not speak TLS on port ${port}.`,
        `Check the port in ${setting}: it may be the one for plain http.`,
      );
    case 'ECONNRESET':
    case 'EPIPE':
    case 'UND_ERR_SOCKET':
      return fail(
        `${name} closed the connection without an answer.`,
        'A firewall or proxy between may be doing that, or a server that asks for a client certificate ' +
          '(CIBA_CLIENT_CERT).',
      );
  }
  if (
    /^ERR_SSL_.*(?:HANDSHAKE_FAILURE|CERTIFICATE_REQUIRED|BAD_CERTIFICATE|UNKNOWN_CA|CERTIFICATE_)/.test(
      fault,
    )
  ) {
    return fail(
      `${name} refused the TLS handshake (${fault}): it asks for a client certificate it knows.`,
      'Set CIBA_CLIENT_CERT and CIBA_CLIENT_CERT_KEY to the pair that is registered there.',
    );
  }
  return fail(`${name} cannot be spoken to (${fault}).`, `Check ${setting}, and what lies between.`);
}

export function silent(name: string, setting: string): Verdict {
  return fail(
    `${name} does not answer: the connection is swallowed, or the server hangs.`,
    `Check the host in ${setting}, firewalls between, and whether this machine needs another way out.`,
  );
}
