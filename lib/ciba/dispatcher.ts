import { createSecureContext, rootCertificates } from 'node:tls';
import { Agent, buildConnector, type Dispatcher, ProxyAgent } from 'undici';
import { extraAuthorities, proxyInEnvironment } from '../surroundings';
import { isLoopback } from './loopback';

/** Our certificate for mutual TLS (RFC 8705), PEM. */
interface ClientCertificate {
  readonly cert: string;
  readonly key: string;
}

export interface ConnectionOptions {
  readonly certificate?: ClientCertificate | undefined;
  /** PEM bundle of authorities to trust beside the public ones. */
  readonly ca?: string | undefined;
  /** Whatever the environment says of proxies. */
  readonly isDirect?: boolean;
}

const CONNECT_TIMEOUT_MS = 10_000;

/** The connections to one address: directly, or through the proxy that leads there. */
type Connections = (url: URL) => Dispatcher;

/**
 * Connections with our certificate where there is one, to servers whose certificate is issued by a public authority, by one
 * in NODE_EXTRA_CA_CERTS or by one of ours, whatever NODE_TLS_REJECT_UNAUTHORIZED says.
 *
 * @returns `single`: each request has a connection of its own. One that is kept may be closed by the other side just as a
 *   request is written to it, and nobody knows then whether that was read
 */
export function openConnections({ certificate, ca, isDirect = false }: ConnectionOptions): {
  readonly kept: Connections;
  readonly single: Connections;
} {
  // Made once, and when it is needed: the public authorities are over a hundred certificates to be read.
  let made: ReturnType<typeof tlsOptions> | undefined;
  const tls = () => {
    made ??= tlsOptions({ certificate, ca });
    return made;
  };
  // Time is kept by the caller's signal alone: a token request may be held open for long.
  const patient = { headersTimeout: 0, bodyTimeout: 0 };
  const connections = (options: Agent.Options): Connections => {
    const connect = connectorWhenNeeded(tls);
    const direct = new Agent({ ...options, connect });
    const proxied = new Map<string, ProxyAgent>();
    return (url) => {
      const proxy = isDirect ? undefined : proxyFor(url)?.href;
      if (!proxy) return direct;
      const known = proxied.get(proxy);
      if (known) return known;
      const agent = new ProxyAgent({ ...options, uri: proxy, requestTls: tls() });
      proxied.set(proxy, agent);
      return agent;
    };
  };
  return { kept: connections(patient), single: connections({ ...patient, pipelining: 0 }) };
}

function tlsOptions({ certificate, ca }: ConnectionOptions) {
  return {
    rejectUnauthorized: true,
    timeout: CONNECT_TIMEOUT_MS,
    secureContext: createSecureContext({
      ...(ca ? { ca: [...authoritiesBeside(ca)] } : {}),
      ...(certificate ? { cert: certificate.cert, key: certificate.key } : {}),
    }),
  };
}

function connectorWhenNeeded(tls: () => ReturnType<typeof tlsOptions>): buildConnector.connector {
  const plain = buildConnector({ timeout: CONNECT_TIMEOUT_MS });
  let secured: buildConnector.connector | undefined;
  return (target, done) => {
    if (target.protocol !== 'https:') return plain(target, done);
    secured ??= buildConnector(tls());
    return secured(target, done);
  };
}

/** Whom to trust: those Node trusts where no list is given, and ours. */
export function authoritiesBeside(ca: string): readonly string[] {
  return [...rootCertificates, ...extraAuthorities(), ca];
}

/** The proxy that leads there. Nothing on this machine is behind one. */
export function proxyFor(url: URL): URL | undefined {
  return isLoopback(url) ? undefined : proxyInEnvironment(url);
}
