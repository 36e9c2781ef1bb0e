import pg from 'pg';
import { serversIn } from '../database-url';
import { fail, ok, type Verdict, warn } from './check';
import { faultOf } from './network';
import type { Query } from './schema-reading';

const LIMITS = {
  connectionTimeoutMillis: 4_000,
  query_timeout: 4_000,
  application_name: 'countersign-doctor',
};

const ARRIVES_MS = 2_000;

/** @throws what the server or the network said */
export function withPostgres<T>(url: string, work: (query: Query) => Promise<T>): Promise<T> {
  return withClient(url, (client) => work(async (statement) => (await client.query(statement)).rows));
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ ...LIMITS, connectionString: url });
  // One that breaks in use rejects its query as well.
  client.on('error', () => {});
  try {
    await client.connect();
    return await work(client);
  } finally {
    client.end().catch(() => {});
  }
}

/**
 * Whether a notification that is sent over one connection arrives on another that listens: a pooler in transaction mode
 * takes LISTEN and forgets it.
 *
 * @throws what the server or the network said
 */
export function notificationsArrive(url: string): Promise<boolean> {
  return withClient(url, (listening) =>
    withClient(url, async (sending) => {
      const arrived = new Promise<boolean>((resolve) => {
        listening.on('notification', () => resolve(true));
        setTimeout(() => resolve(false), ARRIVES_MS);
      });
      await listening.query('listen countersign_doctor');
      await sending.query('notify countersign_doctor');
      return arrived;
    }),
  );
}

export function judgeNotifications(arrive: boolean): Verdict {
  return arrive
    ? ok('What one node changes, the others are told of.')
    : warn(
        'What one node changes, the others are not told of: pages and pings are late by 2 seconds.',
        'Let DATABASE_URL lead past the pooler, or to one in session mode.',
      );
}

/** A database's address without what is secret in it. */
export function safeAddress(url: string): string {
  const servers = serversIn(url);
  if (!servers.every((each) => URL.canParse(each))) return 'DATABASE_URL';
  const [first = '', ...others] = servers;
  const { protocol, username, pathname } = new URL(first);
  const hosts = [first, ...others].map((each) => new URL(each).host).join(',');
  return `${protocol}//${username ? `${username}@` : ''}${hosts}${pathname}`;
}

/** Why PostgreSQL cannot be used, in words. */
export function judgeDatabaseError(error: unknown, url: string): Verdict {
  const address = safeAddress(url);
  const code = faultOf(error);
  const message = error instanceof Error ? error.message : '';
  switch (code) {
    case '28P01':
      return fail(`${address} refuses the password.`, 'Correct the user or the password in DATABASE_URL.');
    case '28000':
      return fail(
        `${address} refuses this user, or a connection from here.`,
        'Allow it in pg_hba.conf; if the server demands TLS, add ?sslmode=require to DATABASE_URL.',
      );
    case '3D000':
      return fail(`${address} does not exist.`, 'Create the database, or correct its name in DATABASE_URL.');
    case '53300':
      return fail(`${address} has no connection left.`, 'Raise max_connections, or run fewer nodes.');
    case '57P03':
      return fail(`${address} is starting or stopping.`, 'Wait until it takes connections.');
    case 'ECONNREFUSED':
      return fail(
        `${address} refuses connections: nothing listens there.`,
        'Check the host and port in DATABASE_URL, and that PostgreSQL runs.',
      );
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return fail(`The host of ${address} cannot be found.`, 'Correct the host in DATABASE_URL.');
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
    case 'SELF_SIGNED_CERT_IN_CHAIN':
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
    case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
      return fail(
        `The certificate of ${address} comes from an authority that is not trusted here.`,
        'Name it in DATABASE_URL: ?sslmode=verify-full&sslrootcert=/path/to/ca.pem',
      );
  }
  if (/timeout/i.test(message) || code === 'ETIMEDOUT') return silentDatabase(url);
  if (/does not support SSL/i.test(message)) {
    return fail(
      `${address} does not offer TLS.`,
      'Switch TLS on there, or take sslmode out of DATABASE_URL.',
    );
  }
  if (/invalid url/i.test(message)) {
    return fail('DATABASE_URL is no address.', 'Write it as postgres://user:password@host:5432/database');
  }
  return fail(`${address} cannot be used (${code}).`, 'Check DATABASE_URL, and the log of PostgreSQL.');
}

export function silentDatabase(url: string): Verdict {
  return fail(
    `${safeAddress(url)} does not answer.`,
    'Check the host in DATABASE_URL, and firewalls between.',
  );
}
