/** What a sentence about a server needs: `name` begins the sentence, `setting` says where its address is set. */
interface Server {
  name: string;
  setting: string;
  host: string;
  port: string;
}

export const say = {
  op: 'The OP',
  keyServer: 'The OP’s key server',
  keyServerSetting: 'jwks_uri of the OP’s metadata',
  tokenEndpoint: 'The OP’s token endpoint',
  tokenEndpointSetting: 'token_endpoint of the OP’s metadata',
  staff: 'The staff sign-in',
  customerApi: 'The customer API',
  ownAddress: 'The desk’s own address',
  publicAddress: 'The desk’s public address',
  issuerKeys: ({ issuer }: { issuer: string }) => `The key server of ${issuer}`,
  issuerKeysSetting: 'jwks_uri in SECURITY_EVENTS_ISSUERS',

  /** What to do about an authority that is not trusted. */
  trust: {
    setCa: 'Set CIBA_CA to a PEM file with the certificate of the authority that issued it.',
    addToCa: 'Add the certificate of the authority that issued it to the file CIBA_CA names.',
    ownAddress:
      'Browsers may trust it all the same. To check, run this with NODE_EXTRA_CA_CERTS set to that authority’s certificate.',
    publicAddress: 'Make sure that the OP trusts that authority.',
  },

  answers: ({ origin, proxy }: { origin: string; proxy: string | undefined }) =>
    proxy ? `It answers at ${origin}, through the proxy ${proxy}.` : `It answers at ${origin}.`,
  throughProxy: ({ remedy, proxy }: { remedy: string; proxy: string }) =>
    `${remedy} Requests go through the proxy ${proxy} (HTTPS_PROXY, NO_PROXY).`,

  proxyRefuses: ({ host }: Pick<Server, 'host'>) => ({
    says: `The proxy does not let the desk through to ${host}.`,
    remedy: 'Ask the operator of the proxy to allow it, or name the host in NO_PROXY.',
  }),
  notFound: ({ name, setting, host }: Server) => ({
    says: `${name} cannot be found: no name server knows the host ${host}.`,
    remedy: `Check the host in ${setting}, and that this machine’s name servers can resolve it.`,
  }),
  refuses: ({ name, setting, host, port }: Server) => ({
    says: `${name} refuses connections: nothing listens on port ${port} of ${host}.`,
    remedy: `Check the host and port in ${setting}, and that the server runs.`,
  }),
  silent: ({ name, setting }: Pick<Server, 'name' | 'setting'>) => ({
    says: `${name} does not answer: a firewall drops the connection, or the server hangs.`,
    remedy: `Check the host in ${setting}, the firewalls between, and whether this machine can connect only through a proxy.`,
  }),
  expired: ({ name }: Server) => ({
    says: `${name}’s certificate has expired.`,
    remedy: 'Ask its operator to renew the certificate.',
  }),
  notYetValid: ({ name }: Server) => ({
    says: `${name}’s certificate is not valid yet.`,
    remedy:
      'Check the clock of this machine (NTP). If it is right, ask the server’s operator for a certificate that is valid now.',
  }),
  otherNames: ({ name, setting, host }: Server) => ({
    says: `${name}’s certificate is for other names than ${host}.`,
    remedy: `In ${setting}, use the host name the certificate was issued for.`,
  }),
  untrusted: ({ name, trust }: Server & { trust: string }) => ({
    says: `${name}’s certificate comes from an authority that is not trusted here.`,
    remedy: trust,
  }),
  noTls: ({ name, setting, port }: Server) => ({
    says: `${name} does not speak TLS on port ${port}.`,
    remedy: `Check the port in ${setting}: it may be the one for plain http.`,
  }),
  closed: ({ name }: Server) => ({
    says: `${name} closed the connection without an answer.`,
    remedy:
      'Check whether a firewall or proxy between cuts connections. If the server asks for a client certificate, set CIBA_CLIENT_CERT.',
  }),
  wantsCertificate: ({ name, fault }: Server & { fault: string }) => ({
    says: `${name} refused the TLS handshake (${fault}): it asks for a client certificate it knows.`,
    remedy: 'Set CIBA_CLIENT_CERT and CIBA_CLIENT_CERT_KEY to the pair that is registered there.',
  }),
  other: ({ name, setting, fault }: Server & { fault: string }) => ({
    says: `${name} cannot be reached (${fault}).`,
    remedy: `Check ${setting}, and the network between.`,
  }),
};
