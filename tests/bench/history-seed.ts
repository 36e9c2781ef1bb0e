import { randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import type pg from 'pg';
import type { StaffActor } from '@/lib/actor';
import { importCustomers } from '@/lib/adapters/postgres/customer-directory';
import type { Schema } from '@/lib/adapters/postgres/schema';
import { toRow as transferRow } from '@/lib/adapters/postgres/transfer-row';
import { toRow as verificationRow } from '@/lib/adapters/postgres/verification-row';
import { GENESIS, hashOf } from '@/lib/audit/chain';
import { signCheckpoint } from '@/lib/audit/checkpoint';
import type { AuditKeys } from '@/lib/audit/keys';
import { toRecord } from '@/lib/audit/record';
import type { Customer } from '@/lib/customers/directory';
import type { Transfer } from '@/lib/transfers/transfer';
import type { Verification } from '@/lib/verification/verification';
import { type Random, seededRandom } from '../../sandbox/bank/random';
import { regions } from '../../sandbox/bank/regions';
import { transferAt } from '../support/transfer-samples';
import { createLoader, type Loader, withoutIndexes } from './history-load';
import { type MadeUp, makeUp, type Request } from './history-made-up';
import { moments } from './history-moments';

const DAYS = 400;
const STAFF = 120;
const CUSTOMERS = 50_000;
/** Verifications of one round: few, so that what was made up is gone before it grows old in memory. */
const BATCH = 500;
const DAY_MS = 24 * 3_600_000;

/** The moment the made-up history ends with: a Friday afternoon. */
export const UNTIL = new Date('2026-11-20T15:20:00.000Z');

/**
 * Fills a migrated, empty database with the history of a contact centre: `rows` verifications over 400 days with five
 * records each, sealed into a chain that ends with a signature. Always the same people; ids are new each time.
 */
export async function seedHistory(
  db: Kysely<Schema>,
  client: pg.Client,
  keys: AuditKeys,
  rows: number,
): Promise<void> {
  const random = seededRandom('history');
  const customers = Array.from({ length: CUSTOMERS }, (_, index) => makeCustomer(random, index));
  await importCustomers(db, customers);
  const staff = Array.from({ length: STAFF }, (_, index) => makeStaff(random, index));
  const loader = await createLoader(client);
  await loader.add(
    'staff_members',
    staff.map(({ subject, name }) => ({ subject, name })),
  );
  const supervisor: StaffActor = {
    kind: 'staff',
    subject: 'staff-grace',
    name: 'Grace Kim',
    roles: ['supervisor'],
    sessionId: '',
  };

  await withoutIndexes(client, ['verifications', 'audit', 'transfers'], async () => {
    const chain = new Chain(loader, keys);
    let batch: MadeUp[] = [];
    let transfers: Transfer[] = [];
    let writing: Promise<void> = Promise.resolve();
    const flush = async () => {
      const [written, paid] = [batch, transfers];
      [batch, transfers] = [[], []];
      const write = chain.prepare(written);
      await writing;
      // The next batch is made up while the database takes this one.
      writing = write(paid);
    };
    for (const at of moments(random, rows, DAYS, UNTIL)) {
      const request = makeRequest(random, at, staff, customers);
      const transfer = random.int(1, 100) <= 7 ? transferFor(request) : null;
      const made = makeUp(random, { ...request, transfer: transfer && link(transfer) }, supervisor, UNTIL);
      batch.push(made);
      if (transfer) transfers.push(settledAs(transfer, made.verification));
      if (batch.length === BATCH) await flush();
    }
    await flush();
    await writing;
    await chain.sign();
  });
  await client.query('vacuum (analyze)');
}

/** As long as a real one, and much quicker to come by. */
function salt(): string {
  if (saltAt + 16 > salts.length) [salts, saltAt] = [randomBytes(1 << 16), 0];
  saltAt += 16;
  return salts.toString('base64url', saltAt - 16, saltAt);
}
let [salts, saltAt] = [randomBytes(0), 0];

/** Gives records their keys and places, as writers and the sealer would together. */
class Chain {
  #id = 0;
  #hash: Uint8Array = GENESIS;
  readonly #loader: Loader;
  readonly #keys: AuditKeys;

  constructor(loader: Loader, keys: AuditKeys) {
    this.#loader = loader;
    this.#keys = keys;
  }

  prepare(batch: readonly MadeUp[]): (transfers: readonly Transfer[]) => Promise<void> {
    const entries = batch.flatMap(({ trail }) => trail).sort((a, b) => a.at.getTime() - b.at.getTime());
    const audit: object[] = [];
    const chain: object[] = [];
    for (const entry of entries) {
      const parts = toRecord(entry, salt);
      const mac = this.#keys.macOf(parts.record);
      const id = ++this.#id;
      this.#hash = hashOf(this.#hash, { position: id, id, record: parts.record, mac });
      audit.push({ id, ...parts, mac });
      chain.push({ position: id, audit_id: id, hash: this.#hash });
    }
    const verifications = batch.map(({ verification }) => verificationRow(verification));
    return async (transfers) => {
      await this.#loader.add('transfers', transfers.map(transferRow));
      await this.#loader.add('verifications', verifications);
      await this.#loader.add('audit', audit);
      await this.#loader.add('audit_chain', chain);
    };
  }

  async sign(): Promise<void> {
    const position = this.#id;
    const hash = Buffer.from(this.#hash).toString('base64url');
    const jws = await signCheckpoint(this.#keys, { position, hash, at: UNTIL.toISOString() });
    await this.#loader.add('audit_head', [{ position, jws }]);
    await this.#loader.add('audit_checkpoints', [{ position, at: UNTIL, jws }]);
    await this.#loader.continueKeys('audit', position);
  }
}

interface Employed extends StaffActor {
  /** Days of the history, counted from its beginning. */
  readonly from: number;
  readonly to: number;
}

/** Some came later, and some have left. */
function makeStaff(random: Random, index: number): Employed {
  const region = random.pick(regions);
  return {
    kind: 'staff',
    subject: `00u${random.digits(9)}${String(index).padStart(4, '0')}`,
    name: `${random.pick(region.given)} ${random.pick(region.family)}`,
    roles: ['agent'],
    sessionId: '',
    from: index % 6 === 5 ? random.int(50, 350) : 0,
    to: index % 10 === 9 ? random.int(30, 150) : DAYS,
  };
}

function makeCustomer(random: Random, index: number): Customer {
  const region = random.pick(regions);
  const number = `C-${500_000 + index}`;
  return {
    id: number,
    number,
    subject: `sub-${number}`,
    username: `user-${number}`,
    name: `${random.pick(region.given)} ${random.pick(region.family)}`,
    phone: `+1617${5_000_000 + index}`,
    email: `user-${number}@mail.example.com`,
    city: random.pick(region.cities),
    segment: 'personal',
    customerSince: '2011-04-18',
  };
}

function makeRequest(
  random: Random,
  at: Date,
  staff: readonly Employed[],
  customers: readonly Customer[],
): Omit<Request, 'transfer'> {
  const day = DAYS - (UNTIL.getTime() - at.getTime()) / DAY_MS;
  const customer = customers[random.int(0, customers.length - 1)];
  for (;;) {
    const actor = staff[random.int(0, staff.length - 1)];
    if (!actor || !customer) throw new Error('nobody is there');
    if (actor.from > day || actor.to < day) continue;
    const reference = random.int(1, 10) <= 6 ? `CALL-${random.digits(9)}` : null;
    return { at, actor, customer, delivery: deliveryOn(day), callReference: reference };
  }
}

/** The desk polled, tried push for a week, and has been using ping since. */
function deliveryOn(day: number): Verification['delivery'] {
  if (day < 150) return 'poll';
  return day < 157 ? 'push' : 'ping';
}

function transferFor({ at, actor, customer }: Omit<Request, 'transfer'>): Transfer {
  return transferAt('awaiting_customer', {
    customerId: customer.id,
    tellerSubject: actor.subject,
    tellerName: actor.name,
    createdAt: at,
    submittedAt: at,
    updatedAt: at,
  });
}

function link({ id, hash }: Transfer): NonNullable<Request['transfer']> {
  if (!hash) throw new Error('not submitted');
  return { id, hash };
}

function settledAs(transfer: Transfer, { status, endedAt }: Verification): Transfer {
  switch (status) {
    case 'requested':
    case 'pending':
      return transfer;
    case 'approved':
      return {
        ...transfer,
        status: 'executed',
        attempts: 1,
        endedAt,
        bankReference: `B-${transfer.id.slice(4, 14)}`,
      };
    case 'failed':
      return { ...transfer, status: 'failed', reason: 'verification_failed', endedAt };
    default:
      return { ...transfer, status, reason: status, endedAt };
  }
}
