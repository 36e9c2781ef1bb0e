import type { KoaContextWithOIDC } from 'oidc-provider';
import { isVouchedFor, peerCertificate } from '../http/certificate';

/** RFC 8705: clients that authenticate with a certificate, and tokens bound to it. */
export const mutualTls = {
  enabled: true,
  tlsClientAuth: true,
  selfSignedTlsClientAuth: true,
  certificateBoundAccessTokens: true,
  getCertificate: ({ req }: KoaContextWithOIDC) => peerCertificate(req),
  certificateAuthorized: ({ req }: KoaContextWithOIDC) => isVouchedFor(req),
  certificateSubjectMatches: ({ req }: KoaContextWithOIDC, property: string, expected: string) =>
    property === 'tls_client_auth_subject_dn' && peerCertificate(req)?.subject === expected,
};
