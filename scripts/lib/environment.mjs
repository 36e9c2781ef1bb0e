import path from 'node:path';
import { Halt } from './halt.mjs';

/** Names that tune a desk but configure no provider: with the sandbox each way of CIBA is one of these away. */
const tuning = new Set([
  'CIBA_ACR_VALUES',
  'CIBA_AUTHORIZATION_DETAILS',
  'CIBA_CLIENT_AUTH',
  'CIBA_DELIVERY',
  'CIBA_DPOP',
  'CIBA_LOGIN_HINT',
  'CIBA_MAX_AGE',
  'CIBA_REQUESTED_EXPIRY',
  'CIBA_REPORT_ANSWERS',
  'CIBA_REQUEST_CONTEXT',
  'CIBA_SCOPE',
  'CIBA_SIGNING_ALG',
  'CIBA_SIGN_REQUESTS',
  'CIBA_TRANSFER_SCOPE',
  'CIBA_USER_CODE',
  'STAFF_SESSION_SECONDS',
  'STAFF_IDLE_SECONDS',
]);

/** With no provider configured the embedded sandbox is used. One name is enough to mean a real installation. */
export function usesSandbox(env) {
  return !Object.keys(env).some(
    (name) => /^(?:STAFF|CIBA)_/.test(name) && !tuning.has(name) && env[name] !== '',
  );
}

/** Whether an address is on this machine. */
function isOnThisMachine(url) {
  if (!URL.canParse(url)) return false;
  const { hostname } = new URL(url);
  return /^(?:localhost|.+\.localhost|127(?:\.\d+){3}|\[::1\])$/.test(hostname);
}

/**
 * What belongs to a real installation and stands beside the sandbox: its staff sign in without a password, and its customers
 * are made up.
 * @returns {string | undefined} in sentences
 */
function realBesideSandbox(env) {
  const isPublic = env.APP_URL?.startsWith('https:') && !isOnThisMachine(env.APP_URL);
  const real = [
    ...(isPublic ? ['APP_URL'] : []),
    ...['CUSTOMER_API_URL', 'TRANSFER_API_URL'].filter((name) => env[name] && !isOnThisMachine(env[name])),
  ];
  if (real.length === 0) return undefined;
  return (
    `${real.join(' and ')} ${real.length > 1 ? 'are' : 'is'} set for a real installation, and no provider is: the desk would ` +
    'run on the sandbox bank, whose staff sign in without a password.\n' +
    `Set STAFF_ISSUER, CIBA_ISSUER and what goes with them; or take ${real.join(' and ')} out to try the sandbox.`
  );
}

/**
 * The two environments of a desk with the sandbox: the one place that knows how they are introduced to each other.
 *
 * @param {object} setting
 * @param {NodeJS.ProcessEnv} setting.env what the person set; their session secret, keys and public address are kept
 * @param {number} setting.port the desk's
 * @param {number} setting.sandboxPort
 * @param {string} setting.dataDir absolute
 * @param {Record<string, string>} setting.secrets as made by secrets.mjs
 * @param {number} [setting.sandboxTlsPort] where the sandbox takes mutual TLS; goes with the credentials
 * @param {import('./credentials.mjs').Credentials} [setting.credentials] without them only client secrets work
 * @throws Halt when something real is set beside it
 * @returns {{ desk: NodeJS.ProcessEnv, sandbox: NodeJS.ProcessEnv, appUrl: string, sandboxUrl: string }}
 */
export function sandboxEnvironment(setting) {
  const { env, port, sandboxPort, sandboxTlsPort, dataDir, secrets, credentials } = setting;
  const real = realBesideSandbox(env);
  if (real) throw new Halt(real);
  const appUrl = env.APP_URL || `http://localhost:${port}`;
  const sandboxUrl = `http://localhost:${sandboxPort}`;
  return {
    appUrl,
    sandboxUrl,
    desk: {
      ...env,
      PORT: String(port),
      APP_URL: appUrl,
      DATA_DIR: dataDir,
      AUTH_SECRET: env.AUTH_SECRET || secrets.AUTH_SECRET,
      TOKEN_ENCRYPTION_KEYS: env.TOKEN_ENCRYPTION_KEYS || secrets.TOKEN_ENCRYPTION_KEYS,
      AUDIT_KEYS: env.AUDIT_KEYS || secrets.AUDIT_KEYS,
      SANDBOX_URL: sandboxUrl,
      ORGANISATION_NAME: 'Alder Bank',
      SANDBOX_DIRECTORY_TOKEN: secrets.SANDBOX_DIRECTORY_TOKEN,
      STAFF_ISSUER: `${sandboxUrl}/staff`,
      STAFF_CLIENT_ID: 'countersign-desk',
      STAFF_CLIENT_SECRET: secrets.STAFF_CLIENT_SECRET,
      STAFF_SCOPE: 'openid profile email roles',
      STAFF_ROLES_CLAIM: 'roles',
      CIBA_ISSUER: `${sandboxUrl}/op`,
      CIBA_PROFILE: 'sandbox',
      CIBA_LOGIN_HINT: env.CIBA_LOGIN_HINT || 'sub',
      CIBA_RESOURCE: `${sandboxUrl}/api`,
      CUSTOMER_API_URL: `${sandboxUrl}/api`,
      SECURITY_EVENTS_ISSUERS: env.SECURITY_EVENTS_ISSUERS || eventsOf(sandboxUrl, appUrl),
      ...deskAsClient({ env, secrets, credentials, tlsUrl: `https://localhost:${sandboxTlsPort}` }),
    },
    sandbox: {
      ...withoutTheDesksOwn(env),
      SANDBOX_PORT: String(sandboxPort),
      SANDBOX_DATA_DIR: path.join(dataDir, 'sandbox'),
      DESK_URL: appUrl,
      SANDBOX_CIBA_CLIENT_SECRET: secrets.CIBA_CLIENT_SECRET,
      SANDBOX_STAFF_CLIENT_SECRET: secrets.STAFF_CLIENT_SECRET,
      SANDBOX_DIRECTORY_TOKEN: secrets.SANDBOX_DIRECTORY_TOKEN,
      ...(credentials && {
        SANDBOX_TLS_PORT: String(sandboxTlsPort),
        SANDBOX_TLS_CERT: credentials.bankCert,
        SANDBOX_TLS_KEY: credentials.bankCertKey,
        SANDBOX_CLIENT_CA: credentials.ca,
        SANDBOX_CLIENT_JWKS: credentials.clientJwks,
      }),
    },
  };
}

/** The bank pushes security events, with keys of their own. It knows the desk by its origin, however that was typed. */
function eventsOf(sandboxUrl, appUrl) {
  const audience = URL.canParse(appUrl) ? new URL(appUrl).origin : appUrl;
  return JSON.stringify([
    { issuer: `${sandboxUrl}/op`, jwks_uri: `${sandboxUrl}/op/security-events/jwks`, audience },
  ]);
}

/**
 * Which of the sandbox's clients the desk is, and what it proves that with. The sandbox has one for each combination; a
 * value that is none of them is passed on, and the desk's own check says what is wrong with it.
 */
function deskAsClient({ env, secrets, credentials, tlsUrl }) {
  const auth = env.CIBA_CLIENT_AUTH || 'client_secret_basic';
  const delivery = env.CIBA_DELIVERY || 'poll';
  const signs = env.CIBA_SIGN_REQUESTS === 'true';
  const encrypts = env.SANDBOX_ENCRYPTS_ID_TOKENS === 'true';
  const mutualTls = auth === 'tls_client_auth' || auth === 'self_signed_tls_client_auth';
  // A token is bound to one key only. Who asks for DPoP over mutual TLS means the DPoP key.
  const unbound = mutualTls && env.CIBA_DPOP === 'true';
  const chosen = {
    CIBA_CLIENT_ID: [
      `countersign-${auth}-${delivery}`,
      signs && 'signed',
      encrypts && 'encrypted',
      unbound && 'unbound',
    ]
      .filter(Boolean)
      .join('-'),
    CIBA_CLIENT_AUTH: auth,
    CIBA_DELIVERY: delivery,
  };
  // The one from the first day, which other programs know by its short name.
  if (chosen.CIBA_CLIENT_ID === 'countersign-client_secret_basic-poll') chosen.CIBA_CLIENT_ID = 'countersign';
  if (!mutualTls && auth !== 'private_key_jwt') chosen.CIBA_CLIENT_SECRET = secrets.CIBA_CLIENT_SECRET;
  if (!credentials) return chosen;

  const usesKey = auth === 'private_key_jwt' || signs || env.CIBA_LOGIN_HINT === 'login_hint_token';
  if (usesKey) chosen.CIBA_CLIENT_KEY = keyFor(env.CIBA_SIGNING_ALG, credentials);
  if (encrypts) chosen.CIBA_ID_TOKEN_KEY = credentials.idTokenKey;
  if (mutualTls) {
    const own = auth === 'self_signed_tls_client_auth' ? 'selfSigned' : 'client';
    chosen.CIBA_CLIENT_CERT = credentials[`${own}Cert`];
    chosen.CIBA_CLIENT_CERT_KEY = credentials[`${own}CertKey`];
    chosen.CIBA_CA = credentials.ca;
    chosen.CUSTOMER_API_URL = `${tlsUrl}/api`;
  }
  return chosen;
}

function keyFor(algorithm = 'ES256', credentials) {
  if (/^[RP]S/.test(algorithm)) return credentials.clientKeyRsa;
  return algorithm === 'EdDSA' ? credentials.clientKeyEd25519 : credentials.clientKey;
}

/** The sandbox is another company's software: the desk's keys and database are none of its business. */
function withoutTheDesksOwn(env) {
  const own =
    /^(?:AUTH_|AUDIT_|NEXTAUTH_|TOKEN_|DATABASE_|STAFF_|CIBA_|CUSTOMER_|TRANSFER_|SCIM_|SECURITY_EVENTS_)|^(?:PORT|DATA_DIR)$/;
  return Object.fromEntries(Object.entries(env).filter(([name]) => !own.test(name)));
}
