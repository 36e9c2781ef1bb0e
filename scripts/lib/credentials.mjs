import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  randomBytes,
  webcrypto,
  X509Certificate,
} from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Halt } from './halt.mjs';

const DAY_MS = 86_400_000;
/** A certificate this close to its end is made anew. */
const RENEW_DAYS = 30;

const p256 = () => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;

/** The desk's private keys: one for each family of signature algorithms, and one to decrypt ID tokens. */
const keys = {
  clientKey: { file: 'client-key.pem', make: p256 },
  clientKeyRsa: {
    file: 'client-key-rsa.pem',
    make: () => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey,
  },
  clientKeyEd25519: {
    file: 'client-key-ed25519.pem',
    make: () => generateKeyPairSync('ed25519').privateKey,
  },
  idTokenKey: { file: 'id-token-key.pem', make: p256 },
};

/** One relative name only: how longer ones are written down in a line is a matter of taste. */
const certificates = {
  bank: { file: 'bank-cert.pem', subject: 'CN=localhost', issued: true, serves: true },
  client: { file: 'client-cert.pem', subject: 'CN=countersign', issued: true, serves: false },
  selfSigned: { file: 'client-self-signed.pem', subject: 'CN=countersign', issued: false, serves: false },
};

/**
 * Keys and certificates of the sandbox installation in this data folder: those of the desk, as a client of the bank,
 * and the bank's own for TLS. Made at the first start and kept; certificates are renewed before they expire.
 *
 * @param {string} dataDir absolute; the caller holds its lock
 * @returns the files' paths
 */
export async function keptCredentials(dataDir) {
  const folder = path.join(dataDir, 'credentials');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const at = (file) => path.join(folder, file);

  const paths = {};
  for (const [name, { file, make }] of Object.entries(keys)) {
    paths[name] = at(file);
    keptKey(at(file), make);
  }
  const ca = await keptCertificate(at('ca.pem'), {
    subject: 'CN=Alder Bank demo CA',
    days: 3650,
    authority: true,
  });
  paths.ca = at('ca.pem');
  for (const [name, { file, subject, issued, serves }] of Object.entries(certificates)) {
    await keptCertificate(at(file), { subject, days: 397, serves, issuer: issued ? ca : undefined });
    paths[`${name}Cert`] = at(file);
    paths[`${name}CertKey`] = keyOf(at(file));
  }
  paths.clientJwks = at('client-jwks.json');
  write(paths.clientJwks, publicKeys(paths));
  return paths;
}

/** What the bank is told of the desk: public keys (RFC 7517), and the certificate nobody vouches for (RFC 8705, 2.2). */
function publicKeys(paths) {
  const signing = [paths.clientKey, paths.clientKeyRsa, paths.clientKeyEd25519].map((file) =>
    jwk(file, 'sig'),
  );
  // Without a name: clients with one key look for none, and some refuse a name they were not told.
  const { kid: _unnamed, ...encryption } = { ...jwk(paths.idTokenKey, 'enc'), alg: 'ECDH-ES' };
  const certificate = new X509Certificate(readFileSync(paths.selfSignedCert));
  const selfSigned = { ...jwk(paths.selfSignedCertKey, 'sig'), x5c: [certificate.raw.toString('base64')] };
  return `${JSON.stringify({ keys: [...signing, encryption, selfSigned] }, null, 2)}\n`;
}

function jwk(file, use) {
  const key = createPublicKey(readFileSync(file));
  const kid = createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest('base64url');
  return { ...key.export({ format: 'jwk' }), kid, use };
}

function keptKey(file, make) {
  const kept = read(file, createPrivateKey);
  if (kept) return kept;
  const key = make();
  write(file, key.export({ type: 'pkcs8', format: 'pem' }));
  return key;
}

function keyOf(certificateFile) {
  return certificateFile.replace(/\.pem$/, '-key.pem');
}

/** A certificate and its key, as they lie in the folder, or new ones. Without an issuer it signs itself. */
async function keptCertificate(file, wanted) {
  const certificate = read(file, (text) => new X509Certificate(text));
  const key = read(keyOf(file), createPrivateKey);
  if (certificate && key && isGood(certificate, key, wanted.issuer)) return { certificate, key };

  const fresh = p256();
  const pem = await issue(fresh, wanted);
  write(keyOf(file), fresh.export({ type: 'pkcs8', format: 'pem' }));
  write(file, pem);
  return { certificate: new X509Certificate(pem), key: fresh };
}

function isGood(certificate, key, issuer) {
  return (
    Date.parse(certificate.validTo) - Date.now() > RENEW_DAYS * DAY_MS &&
    certificate.checkPrivateKey(key) &&
    certificate.verify(issuer ? issuer.certificate.publicKey : certificate.publicKey)
  );
}

async function issue(key, { subject, days, authority = false, serves = false, issuer }) {
  // Loaded when needed: this file is imported before the packages are installed.
  await import('reflect-metadata');
  const x509 = await import('@peculiar/x509');
  x509.cryptoProvider.set(webcrypto);
  const usage = serves ? x509.ExtendedKeyUsage.serverAuth : x509.ExtendedKeyUsage.clientAuth;
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: `00${randomBytes(15).toString('hex')}`,
    subject,
    issuer: issuer ? issuer.certificate.subject : subject,
    notBefore: new Date(Date.now() - DAY_MS),
    notAfter: new Date(Date.now() + days * DAY_MS),
    signingAlgorithm: { name: 'ECDSA', hash: 'SHA-256' },
    publicKey: await imported(createPublicKey(key), 'spki', 'verify'),
    signingKey: await imported(issuer ? issuer.key : key, 'pkcs8', 'sign'),
    extensions: [
      new x509.BasicConstraintsExtension(authority, undefined, true),
      ...(authority
        ? [new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign, true)]
        : [new x509.ExtendedKeyUsageExtension([usage])]),
      ...(serves
        ? [
            new x509.SubjectAlternativeNameExtension([
              { type: 'dns', value: 'localhost' },
              { type: 'ip', value: '127.0.0.1' },
            ]),
          ]
        : []),
    ],
  });
  return `${certificate.toString('pem')}\n`;
}

function imported(key, type, use) {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
  return webcrypto.subtle.importKey(type, key.export({ type, format: 'der' }), algorithm, true, [use]);
}

/** What the file holds; undefined when there is none. */
function read(file, parse) {
  let text;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw new Halt(`${file} cannot be read (${error.code}). Check the file's permissions.`);
  }
  try {
    const value = parse(text);
    chmodSync(file, 0o600);
    return value;
  } catch {
    throw new Halt(`${file} is damaged. Delete it, and a new one is made at the next start.`);
  }
}

/** All or nothing, and readable by its owner only. */
function write(file, text) {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, text, { mode: 0o600 });
  renameSync(draft, file);
}
