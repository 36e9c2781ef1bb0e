import 'reflect-metadata';
import { randomBytes, X509Certificate } from 'node:crypto';
import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  type Extension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  type X509Certificate as X509,
  X509CertificateGenerator,
} from '@peculiar/x509';

/** A certificate and its key, both PEM (the key PKCS#8). */
export interface CertificateAndKey {
  readonly cert: string;
  readonly key: string;
}

interface Lifetime {
  /** Default: an hour ago. */
  readonly notBefore?: Date;
  /** Default: in a day. A date in the past makes an expired certificate. */
  readonly notAfter?: Date;
}

export interface CertificateAuthority {
  /** PEM of the authority's own certificate: what others have to trust. */
  readonly cert: string;
  /** For localhost and 127.0.0.1, or for these hosts. */
  issueServer(lifetime?: Lifetime, hosts?: readonly string[]): Promise<CertificateAndKey>;
  /** @param subject a distinguished name such as `CN=desk,O=Alder Bank` */
  issueClient(subject: string, lifetime?: Lifetime): Promise<CertificateAndKey>;
}

const HOUR_MS = 3_600_000;
const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;

export async function createCertificateAuthority(subject = 'CN=Test CA'): Promise<CertificateAuthority> {
  const keys = await newKeys();
  const certificate = await X509CertificateGenerator.createSelfSigned({
    ...common({}),
    name: subject,
    keys,
    extensions: [
      new BasicConstraintsExtension(true, 1, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
    ],
  });

  const issue = async (name: string, lifetime: Lifetime, extensions: Extension[]) => {
    const own = await newKeys();
    const issued = await X509CertificateGenerator.create({
      ...common(lifetime),
      subject: name,
      issuer: certificate.subject,
      publicKey: own.publicKey,
      signingKey: keys.privateKey,
      extensions,
    });
    return pem(issued, own.privateKey);
  };

  return {
    cert: certificate.toString('pem'),
    issueServer: (lifetime = {}, hosts) =>
      issue('CN=localhost', lifetime, [
        new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
        new SubjectAlternativeNameExtension(
          hosts?.map((value) => ({ type: 'dns' as const, value })) ?? [
            { type: 'dns', value: 'localhost' },
            { type: 'ip', value: '127.0.0.1' },
          ],
        ),
      ]),
    issueClient: (name, lifetime = {}) => issue(name, lifetime, [forClients()]),
  };
}

/** For self_signed_tls_client_auth (RFC 8705, 2.2): nobody vouches for it, the OP knows it by its key. */
export async function selfSignedClient(subject: string, lifetime: Lifetime = {}): Promise<CertificateAndKey> {
  const keys = await newKeys();
  const certificate = await X509CertificateGenerator.createSelfSigned({
    ...common(lifetime),
    name: subject,
    keys,
    extensions: [forClients()],
  });
  return pem(certificate, keys.privateKey);
}

/** One entry of `x5c` (RFC 7517, 4.7). */
export function derBase64(cert: string): string {
  return new X509Certificate(cert).raw.toString('base64');
}

function forClients(): Extension {
  return new ExtendedKeyUsageExtension([ExtendedKeyUsage.clientAuth]);
}

function common({ notBefore, notAfter }: Lifetime) {
  const end = notAfter ?? new Date(Date.now() + 24 * HOUR_MS);
  return {
    serialNumber: `01${randomBytes(8).toString('hex')}`,
    notBefore: notBefore ?? new Date(Math.min(Date.now(), end.getTime()) - HOUR_MS),
    notAfter: end,
    signingAlgorithm: ALGORITHM,
  };
}

function newKeys(): Promise<CryptoKeyPair> {
  return crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
}

async function pem(certificate: X509, privateKey: CryptoKey): Promise<CertificateAndKey> {
  const pkcs8 = Buffer.from(await crypto.subtle.exportKey('pkcs8', privateKey)).toString('base64');
  const lines = pkcs8.match(/.{1,64}/g)?.join('\n');
  return {
    cert: certificate.toString('pem'),
    key: `-----BEGIN PRIVATE KEY-----\n${lines}\n-----END PRIVATE KEY-----\n`,
  };
}
