import { randomBytes } from 'node:crypto';
import { afterEach, describe, expect, test } from 'vitest';
import type { Database } from '@/lib/adapters/postgres/database';
import { createHttpTransferApi } from '@/lib/adapters/transfer-api';
import { createResourceClient } from '@/lib/ciba/resource';
import { createTransport } from '@/lib/ciba/transport';
import type { Clock } from '@/lib/clock';
import type { TransferApi } from '@/lib/transfers/transfer-api';
import { type Random, seededRandom } from '../../../sandbox/bank/random';
import { engines } from '../../support/engines';
import { eventually } from '../../support/eventually';
import { isLong, tries } from '../../support/property-runs';
import { transferStore, verificationStore } from '../../support/stores';
import { bankDirectory } from '../../support/transfer-customers';
import { openBank } from '../sandbox/bank';
import { forgedToken } from '../sandbox/forged-token';
import { TRANSFER_SCOPE } from '../sandbox/transfer';
import { AnsweringOp } from './answering-op';
import { Cluster } from './cluster';
import type { Fate } from './mortal';
import { carryOut } from './people';
import { type Plan, plansFor, policy } from './plan';
import { quickClock } from './quick-clock';
import { allTransfers, expectBooksToAgree, expectEndsAsPlanned } from './reckoning';

/** Leases of half a minute run out within a few seconds. */
const SPEED = 8;
const AT_ONCE = 20;

/** More with `TRANSFERS=1000`: each takes a tenth of a second of computing, and every run of all tests pays for it. */
const COUNT = Number(process.env.TRANSFERS ?? tries(24));
/** Then the last nodes may live. */
const DEATHS = Math.min(30, Math.ceil(COUNT / 5));

/** With how many words a node gets by at most. */
const runs = [
  { engine: 'PGlite', nodes: 1, count: COUNT, life: 400 },
  { engine: 'PostgreSQL', nodes: 2, count: Math.min(COUNT, 100), life: 250 },
] as const;

/** To repeat a run that failed. */
const seed = process.env.TRANSFER_SEED ?? (isLong ? randomBytes(6).toString('hex') : '20261122');

describe.each(runs)('$count transfers on $engine while nodes die', ({ engine, nodes, count, life }) => {
  afterEach(({ task }) => {
    if (task.result?.state === 'fail') console.error(`The seed was TRANSFER_SEED=${seed}`);
  });

  test('execute exactly what was approved, each once and to the cent', { timeout: 600_000 }, async () => {
    const random = seededRandom(seed);
    const [bank, database] = await Promise.all([openBank(), open(engine)]);
    const clock = quickClock(SPEED);
    const plans = plansFor(count, random);
    const known = new Map<string, Plan>();
    const op = new AnsweringOp({
      clock,
      answer: ({ transferId }) => known.get(String(transferId))?.answer ?? 'ignore',
      thinking: () => random.int(0, 3000),
      issue: (sub, detail) => forgedToken(bank, { sub, authorization_details: [detail], ...transferToken() }),
      issueOwn: () => forgedToken(bank, { sub: 'countersign', ...transferToken() }),
    });
    const { api, references } = witnessed(
      createHttpTransferApi(`${bank.url}/api`, createResourceClient(createTransport())),
    );
    let born = 0;
    const cluster = new Cluster({
      parts: { database, ciba: op, transferApi: api, directory: bankDirectory, clock, policy },
      size: nodes,
      fate: () => (born++ < DEATHS ? fate(random, life) : undefined),
      beforeRestart: () => asAtStart(database),
    });
    const ends = await atMost(AT_ONCE, plans, (plan) => carryOut(plan, cluster, known));
    const transfers = await allTransfers(database);
    await nothingLeft(database, clock);
    await cluster.close();
    await database.close();

    expect(cluster.deaths).toBeGreaterThan(DEATHS / 2);
    expectEndsAsPlanned(plans, ends);
    expect(transfers).toHaveLength(count);
    expect([...references].filter(([, told]) => told.size > 1)).toEqual([]);
    await expectBooksToAgree(bank, transfers, op.approved);
  });
});

function open(name: string): Promise<Database> {
  const engine = engines.find((each) => each.name === name);
  if (!engine) throw new Error(`no engine is called ${name}`);
  return engine.open();
}

/** Ten minutes on the bank's clock, which no test can hurry. */
function transferToken() {
  return { scope: TRANSFER_SCOPE, exp: Math.floor(Date.now() / 1000) + 600 };
}

function fate(random: Random, life: number): Fate {
  return { words: random.int(40, life), when: random.pick(['before', 'after']) };
}

/** What lib/server.ts does where nobody else can hold a lease. */
async function asAtStart({ db, exclusive }: Database): Promise<void> {
  if (!exclusive) return;
  await Promise.all([verificationStore(db).releaseAll(), transferStore(db).releaseAll()]);
}

/** Notes every reference the bank gave, whether or not the node lived to hear it. */
function witnessed(api: TransferApi): {
  readonly api: TransferApi;
  readonly references: Map<string, Set<string>>;
} {
  const references = new Map<string, Set<string>>();
  return {
    references,
    api: {
      async execute(tokens, detail, key) {
        const answer = await api.execute(tokens, detail, key);
        const id = String(detail.transferId);
        if (answer.kind === 'executed') {
          references.set(id, (references.get(id) ?? new Set()).add(answer.bankReference));
        }
        return answer;
      },
    },
  };
}

/** Whatever the machines still have to tidy up: nothing stays that asks a customer or could be used. */
async function nothingLeft({ db }: Database, clock: Clock): Promise<void> {
  await eventually(
    async () => {
      const due = await transferStore(db).findDue(clock.now(), clock.now(), 10);
      const inUse = await db
        .selectFrom('verifications')
        .select(['id', 'status', 'grant_end'])
        .where((eb) => eb.or([eb('status', 'in', ['requested', 'pending']), eb('grant_end', 'is', null)]))
        .where('status', 'in', ['requested', 'pending', 'approved'])
        .execute();
      expect({ due, inUse }).toEqual({ due: [], inUse: [] });
    },
    { timeout: 60_000, interval: 200 },
  );
}

async function atMost<T, R>(limit: number, tasks: readonly T[], run: (task: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const queue = tasks.entries();
  const worker = async () => {
    for (const [index, task] of queue) results[index] = await run(task);
  };
  await Promise.all(Array.from({ length: limit }, worker));
  return results;
}
