import path from 'node:path';

/** Names that tune a desk but configure no provider. */
const tuning = new Set(['CIBA_REQUESTED_EXPIRY', 'STAFF_SESSION_SECONDS']);

/** With no provider configured the embedded sandbox is used. One name is enough to mean a real installation. */
export function usesSandbox(env) {
  return !Object.keys(env).some(
    (name) => /^(?:STAFF|CIBA)_/.test(name) && !tuning.has(name) && env[name] !== '',
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
 * @returns {{ desk: NodeJS.ProcessEnv, sandbox: NodeJS.ProcessEnv, appUrl: string, sandboxUrl: string }}
 */
export function sandboxEnvironment({ env, port, sandboxPort, dataDir, secrets }) {
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
      SANDBOX_URL: sandboxUrl,
      SANDBOX_DIRECTORY_TOKEN: secrets.SANDBOX_DIRECTORY_TOKEN,
      STAFF_ISSUER: `${sandboxUrl}/staff`,
      STAFF_CLIENT_ID: 'countersign-desk',
      STAFF_CLIENT_SECRET: secrets.STAFF_CLIENT_SECRET,
      STAFF_SCOPE: 'openid profile email roles',
      STAFF_ROLES_CLAIM: 'roles',
      CIBA_ISSUER: `${sandboxUrl}/op`,
      CIBA_PROFILE: 'sandbox',
      CIBA_CLIENT_ID: 'countersign',
      CIBA_CLIENT_AUTH: 'client_secret_basic',
      CIBA_CLIENT_SECRET: secrets.CIBA_CLIENT_SECRET,
      CIBA_LOGIN_HINT: 'sub',
      CIBA_RESOURCE: `${sandboxUrl}/api`,
      CUSTOMER_API_URL: `${sandboxUrl}/api`,
    },
    sandbox: {
      ...withoutTheDesksOwn(env),
      SANDBOX_PORT: String(sandboxPort),
      SANDBOX_DATA_DIR: path.join(dataDir, 'sandbox'),
      DESK_URL: appUrl,
      SANDBOX_CIBA_CLIENT_SECRET: secrets.CIBA_CLIENT_SECRET,
      SANDBOX_STAFF_CLIENT_SECRET: secrets.STAFF_CLIENT_SECRET,
      SANDBOX_DIRECTORY_TOKEN: secrets.SANDBOX_DIRECTORY_TOKEN,
    },
  };
}

/** The sandbox is another company's software: the desk's keys and database are none of its business. */
function withoutTheDesksOwn(env) {
  const own =
    /^(?:AUTH_|NEXTAUTH_|TOKEN_|DATABASE_|STAFF_|CIBA_|CUSTOMER_|TRANSFER_|SCIM_)|^(?:PORT|DATA_DIR)$/;
  return Object.fromEntries(Object.entries(env).filter(([name]) => !own.test(name)));
}
