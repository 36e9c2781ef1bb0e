import { createPrivateKey, X509Certificate } from 'node:crypto';
import path from 'node:path';
import { say } from '@/messages/settings';
import type { StaffIdpSettings } from './auth/staff-idp';
import type { ClientAuthentication } from './ciba/client-auth';
import {
  type DecryptionKey,
  KeyError,
  type KeyFault,
  readDecryptionKey,
  readSigningKey,
  type SigningKey,
} from './ciba/keys';
import type { ProviderSettings } from './ciba/provider';
import type { TransportOptions } from './ciba/transport';
import { ConfigurationError, type Env, type Problem } from './env';
import { readTextFile } from './text-file';

/**
 * What the environment says about the OP, with the files it names read.
 *
 * @throws ConfigurationError naming every file that cannot be used
 */
export async function readProviderSettings(env: Env): Promise<{
  readonly provider: ProviderSettings;
  readonly transport: TransportOptions;
  readonly staff: StaffIdpSettings['authentication'];
}> {
  const problems: Problem[] = [];
  /** The content of the file a setting names, made into something; undefined when not set or not usable. */
  const from = async <T>(name: FileName, make: (text: string) => T | Promise<T>): Promise<T | undefined> => {
    const file = env[name];
    if (file === undefined) return undefined;
    if (/-----BEGIN|^\s*\{/.test(file)) {
      problems.push({ name, says: say.file.isContent });
      return undefined;
    }
    try {
      return await make(await readTextFile(path.resolve(/* turbopackIgnore: true */ file)));
    } catch (error) {
      problems.push({ name, ...reasonOf(error, file) });
      return undefined;
    }
  };

  const [signingKey, idTokenKey, cert, key, ca, staffKey] = await Promise.all([
    from(
      'CIBA_CLIENT_KEY',
      (text): Promise<SigningKey> =>
        readSigningKey(text, { alg: env.CIBA_SIGNING_ALG, kid: env.CIBA_CLIENT_KEY_ID }),
    ),
    from('CIBA_ID_TOKEN_KEY', (text): Promise<DecryptionKey> => readDecryptionKey(text)),
    from('CIBA_CLIENT_CERT', certificates),
    from('CIBA_CLIENT_CERT_KEY', privateKey),
    from('CIBA_CA', certificates),
    from(
      'STAFF_CLIENT_KEY',
      (text): Promise<SigningKey> =>
        readSigningKey(text, { alg: env.STAFF_SIGNING_ALG, kid: env.STAFF_CLIENT_KEY_ID }),
    ),
  ]);
  if (cert && key && !new X509Certificate(cert).checkPrivateKey(createPrivateKey(key))) {
    problems.push({ name: 'CIBA_CLIENT_CERT', kind: 'other_key', says: say.file.otherKey });
  }
  const clientAuth = authentication(env, signingKey);
  const staff = staffAuthentication(env, staffKey);
  if (problems.length > 0 || !clientAuth || !staff) throw new ConfigurationError(problems);
  const { profile } = env;
  return {
    provider: {
      issuer: env.CIBA_ISSUER,
      clientId: env.CIBA_CLIENT_ID,
      clientAuth,
      profile,
      delivery: env.CIBA_DELIVERY,
      hint: env.CIBA_LOGIN_HINT,
      standing: {
        acrValues: env.CIBA_ACR_VALUES,
        maxAge: env.CIBA_MAX_AGE,
        audience: env.CIBA_AUDIENCE,
        resource: env.CIBA_RESOURCE,
        requestContext: env.CIBA_REQUEST_CONTEXT,
        expiryParameter:
          profile.expiry.sent || env.CIBA_REQUESTED_EXPIRY !== undefined
            ? (profile.expiry.parameter ?? 'requested_expiry')
            : undefined,
      },
      hintKey: signingKey,
      requestKey: env.CIBA_SIGN_REQUESTS ? signingKey : undefined,
      dpop: env.CIBA_DPOP,
      authorizationDetails: env.CIBA_AUTHORIZATION_DETAILS ?? profile.authorizationDetails,
      mutualTls: cert !== undefined,
      idTokenAlgorithm: env.CIBA_ID_TOKEN_ALG,
      trustedAudiences: env.CIBA_ID_TOKEN_AUDIENCES,
      idTokenKey,
    },
    transport: { certificate: cert && key ? { cert, key } : undefined, ca },
    staff,
  };
}

type FileName =
  | 'CIBA_CLIENT_KEY'
  | 'CIBA_ID_TOKEN_KEY'
  | 'CIBA_CLIENT_CERT'
  | 'CIBA_CLIENT_CERT_KEY'
  | 'CIBA_CA'
  | 'STAFF_CLIENT_KEY';

/** @returns undefined only when a file that is needed could not be read, which is a problem already told */
function authentication(env: Env, key: SigningKey | undefined): ClientAuthentication | undefined {
  const method = env.CIBA_CLIENT_AUTH;
  switch (method) {
    case 'client_secret_basic':
    case 'client_secret_post':
    case 'client_secret_jwt':
      return env.CIBA_CLIENT_SECRET ? { method, secret: env.CIBA_CLIENT_SECRET } : undefined;
    case 'private_key_jwt':
      return key && { method, key };
    case 'tls_client_auth':
    case 'self_signed_tls_client_auth':
      return { method };
  }
}

/** A file of another kind than the setting is for; the message says why and quotes nothing of it. */
class FileError extends Error {
  override readonly name = 'FileError';
}

/** @returns undefined only when the key could not be read, which is a problem already told */
function staffAuthentication(
  { STAFF_CLIENT_AUTH: method, STAFF_CLIENT_SECRET: secret }: Env,
  key: SigningKey | undefined,
): StaffIdpSettings['authentication'] | undefined {
  if (method === 'private_key_jwt') return key && { method, key };
  return secret === undefined ? undefined : { method: method ?? 'secret', secret };
}

/** PEM with one certificate or a chain of them, each of which must be readable. */
function certificates(text: string): string {
  const found = text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  try {
    for (const one of found) new X509Certificate(one);
  } catch {
    throw new FileError(say.file.badCertificate);
  }
  if (found.length === 0) throw new FileError(say.file.noCertificate);
  return text;
}

function privateKey(text: string): string {
  try {
    createPrivateKey(text);
    return text;
  } catch {
    throw new FileError(say.file.noPrivateKey);
  }
}

function reasonOf(error: unknown, file: string): Omit<Problem, 'name'> {
  if (error instanceof KeyError) return faultOf(error.fault);
  if (error instanceof FileError) return { says: error.message };
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  return code === 'ENOENT'
    ? { kind: 'absent', says: say.file.absent({ file }) }
    : { kind: 'unreadable', says: say.file.unreadable({ file, code }) };
}

function faultOf(fault: KeyFault): Omit<Problem, 'name'> {
  switch (fault.kind) {
    case 'no_key':
      return { says: say.file.noKey };
    case 'cannot_sign':
      return { kind: 'cannot_sign', says: say.file.cannotSign(fault) };
    case 'cannot_decrypt':
      return { kind: 'wrong_kind', says: say.file.cannotDecrypt };
    case 'unusable':
      return { kind: 'wrong_kind', says: say.file.unusableKey(fault) };
  }
}
