/** Paths of PEM files, and of one JWKS. */
export interface Credentials {
  /** EC P-256, RSA and Ed25519. */
  readonly clientKey: string;
  readonly clientKeyRsa: string;
  readonly clientKeyEd25519: string;
  readonly idTokenKey: string;
  readonly clientJwks: string;
  readonly ca: string;
  readonly bankCert: string;
  readonly bankCertKey: string;
  readonly clientCert: string;
  readonly clientCertKey: string;
  readonly selfSignedCert: string;
  readonly selfSignedCertKey: string;
}
export function keptCredentials(dataDir: string): Promise<Credentials>;
