import { setTimeout as pause } from 'node:timers/promises';
import { createHttpCustomerApi } from '@/lib/adapters/customer-api';
import { createResourceClient } from '@/lib/ciba/resource';
import { createTransport } from '@/lib/ciba/transport';
import { prove } from '@/lib/commands/prove';
import { createVault } from '@/lib/verification/vault';
import type { Desk } from '../support/desk';
import type { Cluster } from './cluster';
import type { Load } from './load';

/** What must be nothing after each fault. */
export interface Losses {
  /** Approved on the phone, and not at the desk. */
  readonly lost: number;
  /** Asked on the phone, and given up by the desk. */
  readonly cutShort: number;
  /** Asked on the phone, and unknown to the desk. */
  readonly unknown: number;
  /** Approved at the desk, and not on the phone. */
  readonly madeUp: number;
  /** Approved, and the tokens open nothing. */
  readonly revoked: number;
  /** In no end although everybody has answered. */
  readonly stuck: number;
  /** The trail does not hold. */
  readonly trail: number;
  /** Whole seconds for which a node went on saying it was ready while no click on it succeeded. */
  readonly falselyReady: number;
  /** Clicks that kept somebody waiting for longer than five seconds. */
  readonly slow: number;
}

export interface Finding {
  readonly losses: Losses;
  readonly approved: number;
  readonly asked: number;
  /** Clicks that did not succeed, by what was said. */
  readonly refused: Readonly<Record<string, number>>;
  readonly details: readonly string[];
}

const SLOW_MS = 5_500;
/** Longer than a request is open. */
const SETTLED_MS = 150_000;

interface Row {
  readonly [column: string]: unknown;
  readonly id: string;
  readonly binding_message: string;
  readonly status: string;
  readonly reason: string | null;
  readonly detail: string | null;
  readonly sealed: string | null;
}

/**
 * Compares what the provider, the database and the trail say, once everything has come to its end.
 *
 * @param isDeskStopped the first desk was what was broken
 */
export async function compare(
  desk: Desk,
  cluster: Cluster,
  load: Load,
  since: Date,
  isDeskStopped: boolean,
): Promise<Finding> {
  const details: string[] = [];
  await settled(cluster, since);
  const rows = await cluster.query<Row>(
    `select id, binding_message, status, reason, detail, sealed from verifications where requested_at >= '${since.toISOString()}'`,
  );
  const byMessage = new Map(rows.map((row) => [row.binding_message, row]));
  const asked = await load.asked();
  const of = (message: string) => byMessage.get(message);
  const told = (what: string, those: readonly { readonly bindingMessage: string }[]) => {
    for (const { bindingMessage } of those.slice(0, 5)) {
      const row = of(bindingMessage);
      details.push(`${what}: ${bindingMessage} ${row?.id} ${row?.status} ${row?.reason} ${row?.detail}`);
    }
    return those.length;
  };
  const approved = asked.filter(({ status }) => status === 'approved');
  const lost = approved.filter(({ bindingMessage }) => of(bindingMessage)?.status !== 'approved');
  const unknown = asked.filter(({ bindingMessage }) => !of(bindingMessage));
  const cutShort = asked.filter(({ bindingMessage }) => of(bindingMessage)?.status === 'failed');
  const onPhone = new Map(asked.map(({ bindingMessage, status }) => [bindingMessage, status]));
  const madeUp = rows.filter(
    ({ binding_message, status }) => status === 'approved' && onPhone.get(binding_message) !== 'approved',
  );
  const stuck = rows.filter(({ status }) => status === 'requested' || status === 'pending');
  const refused: Record<string, number> = {};
  for (const { said } of load.clicks.filter(({ isDone }) => !isDone))
    refused[said] = (refused[said] ?? 0) + 1;
  // Nobody expects an answer of a desk that is stopped.
  const slow = load.clicks.filter(({ ms, node }) => ms > SLOW_MS && !(isDeskStopped && node === desk.url));
  for (const { node, ms, said } of slow.slice(0, 5))
    details.push(`slow: ${Math.round(ms)} ms at ${node}: ${said}`);
  return {
    losses: {
      lost: told('lost', lost),
      cutShort: told('cut short', cutShort),
      unknown: told('unknown', unknown),
      madeUp: madeUp.length,
      revoked: await withoutAccess(desk, rows),
      stuck: stuck.length,
      trail: await trailFaults(desk, cluster, details),
      falselyReady: falselyReady(load),
      slow: slow.length,
    },
    approved: rows.filter(({ status }) => status === 'approved').length,
    asked: asked.length,
    refused,
    details,
  };
}

async function settled(cluster: Cluster, since: Date): Promise<void> {
  for (let waited = 0; waited < SETTLED_MS; waited += 1_000) {
    const [row] = await cluster
      .query<{ count: string }>(
        `select count(*) from verifications where status in ('requested', 'pending') and requested_at >= '${since.toISOString()}'`,
      )
      .catch(() => []);
    if (row?.count === '0') return;
    await pause(1_000);
  }
}

/** Whether what was approved opens the customer's data, asked of the bank with the tokens as they are stored. */
async function withoutAccess(desk: Desk, rows: readonly Row[]): Promise<number> {
  const vault = createVault([desk.secrets.TOKEN_ENCRYPTION_KEYS ?? '']);
  const api = createHttpCustomerApi(`${desk.sandboxUrl}/api`, createResourceClient(createTransport()));
  let refused = 0;
  for (const { id, status, sealed } of rows) {
    if (status !== 'approved' || sealed === null) continue;
    const { tokens } = await vault.open(id, sealed);
    if (tokens && (await api.sensitiveData(tokens)).kind !== 'data') refused += 1;
  }
  return refused;
}

async function trailFaults(desk: Desk, cluster: Cluster, details: string[]): Promise<number> {
  let said = '';
  const out = {
    write(text: string) {
      said += text;
    },
  };
  const env = { DATABASE_URL: cluster.url, AUDIT_KEYS: desk.secrets.AUDIT_KEYS, DATA_DIR: desk.dataDir };
  const code = await prove([], { env, stdout: out, stderr: out });
  if (code !== 0) details.push(`trail: ${said.trim()}`);
  return code === 0 ? 0 : 1;
}

/** The longest time, in whole seconds, a node went on saying that it was ready while every click on it failed. */
function falselyReady({ readiness, clicks }: Load): number {
  let longest = 0;
  for (const node of new Set(clicks.map((each) => each.node))) {
    const looks = readiness.filter((each) => each.node === node);
    const isReady = (at: number) =>
      looks.findLast((each) => each.at <= at)?.isReady && looks.find((each) => each.at >= at)?.isReady;
    let since: number | undefined;
    for (const { at, isDone } of clicks.filter((each) => each.node === node).sort((x, y) => x.at - y.at)) {
      since = isDone || !isReady(at) ? undefined : (since ?? at);
      longest = Math.max(longest, at - (since ?? at));
    }
  }
  return Math.floor(longest / 1000);
}
