import pg from 'pg';
import { say } from '@/messages/doctor/database';
import { serversIn } from '../database-url';
import { type Finding, fail, ok, type Verdict, warn } from './check';
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
  return arrive ? ok(say.notificationsArrive) : warn(say.notificationsLost);
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
  return fail(reasonOf(error, safeAddress(url)));
}

function reasonOf(error: unknown, address: string): Finding {
  const words = say.refusal;
  const code = faultOf(error);
  const message = error instanceof Error ? error.message : '';
  switch (code) {
    case '28P01':
      return words.password({ address });
    case '28000':
      return words.user({ address });
    case '3D000':
      return words.noDatabase({ address });
    case '53300':
      return words.full({ address });
    case '57P03':
      return words.starting({ address });
    case 'ECONNREFUSED':
      return words.noServer({ address });
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return words.notFound({ address });
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
    case 'SELF_SIGNED_CERT_IN_CHAIN':
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
    case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
      return words.untrusted({ address });
  }
  if (/timeout/i.test(message) || code === 'ETIMEDOUT') return words.silent({ address });
  if (/does not support SSL/i.test(message)) return words.noTls({ address });
  if (/invalid url/i.test(message)) return words.noAddress;
  return words.other({ address, code });
}

export function silentDatabase(url: string): Verdict {
  return fail(say.refusal.silent({ address: safeAddress(url) }));
}
