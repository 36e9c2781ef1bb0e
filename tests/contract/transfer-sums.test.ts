import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { migrate } from '@/lib/adapters/postgres/migrate';
import { openPostgres } from '@/lib/adapters/postgres/postgres';
import { mayBeSameAccount } from '@/lib/transfers/account';
import type { PolicyFacts } from '@/lib/transfers/policy';
import type { TransferStore } from '@/lib/transfers/store';
import type { Order, Transfer } from '@/lib/transfers/transfer';
import type { TransferStatus } from '@/lib/transfers/view';
import { freshUrl } from '../support/engines';
import { recordingLog } from '../support/recording-log';
import { later, START } from '../support/samples';
import { transferStore } from '../support/stores';
import { draft, order, tess, transferAt } from '../support/transfer-samples';
import { bring, entryOf, type TransferStage, transferStages } from '../support/transfer-stages';

const PART = 999_999;
const part = (currency = 'EUR', minor = PART): Order => ({ ...order, amount: { currency, minor } });
const toIban = (iban: string): Order => ({ ...part(), payeeAccount: { scheme: 'iban', iban } });
const toOther = (number: string, bank: string): Order => ({
  ...part(),
  payeeAccount: { scheme: 'other', number, bank },
});

const minors = ({ sums }: Pick<PolicyFacts, 'sums'>) =>
  Object.fromEntries(Object.entries(sums).map(([reason, { minor }]) => [reason, minor]));
const all = (minor: number) => ({
  day_sum_payee: minor,
  day_sum_customer: minor,
  day_sum_teller: minor,
  day_sum_unasked: 0,
});

describe.each(transferStages)('what transfers come to within a day, on $name,', ({ open }) => {
  let stage: TransferStage;
  beforeAll(async () => {
    stage = await open();
  });
  beforeEach(() => stage.empty());
  afterAll(() => stage.close());

  const stored = (status: TransferStatus, change: Partial<Transfer> = {}) =>
    bring(stage, transferAt(status, { order: part(), submittedAt: later(1), ...change }));
  const facts = (change: Partial<Transfer> = {}) =>
    stage.transfers.factsOf(draft({ order: part(), ...change }), START);
  const sums = async (change: Partial<Transfer> = {}) => minors(await facts(change));

  test('is nothing where there was nothing, and nothing of what is not understood yet', async () => {
    expect(await sums()).toEqual(all(0));
    await stored('executed');
    expect(await sums({ order: null })).toEqual(all(0));
  });

  test('does not count itself, in whichever edition', async () => {
    const t = await stored('awaiting_customer');
    expect(await sums({ id: t.id, edition: 2 })).toEqual(all(0));
  });

  test('counts a day from the approval on, and what waits for one from when it was submitted', async () => {
    await stored('awaiting_customer', { submittedAt: START });
    await stored('awaiting_second_person', { submittedAt: START });
    await stored('executed', { submittedAt: later(-60), authorizedAt: START });
    expect(await sums()).toEqual(all(0));
    // Approved in the last second of its day, it has left within the next.
    await stored('executed', { submittedAt: later(-86_000), authorizedAt: new Date(START.getTime() + 1) });
    expect(await sums()).toEqual(all(PART));
  });

  test('adds up customers, tellers and payees apart', async () => {
    await stored('executed', { tellerSubject: tess.subject, order: toIban('GB29NWBK60161331926819') });
    expect(await sums()).toEqual({ ...all(0), day_sum_customer: PART });
    await stored('executed', { customerId: 'C-2', tellerSubject: tess.subject });
    expect(await sums()).toEqual({ ...all(0), day_sum_customer: PART, day_sum_payee: PART });
    await stored('executed', { customerId: 'C-3', order: toIban('GB29NWBK60161331926819') });
    expect(await sums()).toEqual(all(PART));
  });

  test('never adds one currency to another', async () => {
    for (const currency of ['USD', 'JPY', 'BHD']) await stored('executed', { order: part(currency, 5) });
    expect(await sums()).toEqual(all(0));
    await stored('executed', { order: part('JPY', 1_500_000) });
    expect(await sums({ order: part('JPY', 1) })).toEqual(all(1_500_005));
    expect(await sums({ order: part('BHD', 1) })).toEqual(all(5));
  });

  test('adds up what nobody was asked about by itself', async () => {
    await stored('executed', { requirement: 'none', tellerSubject: tess.subject });
    await stored('executed', { requirement: 'none', customerId: 'C-2' });
    await stored('executed');
    expect(await sums()).toMatchObject({ day_sum_unasked: PART, day_sum_customer: 2 * PART });
  });

  test('says how much of it is the teller’s own', async () => {
    await stored('executed');
    await stored('executed', { tellerSubject: tess.subject, order: part('USD') });
    await stored('executed', { tellerSubject: tess.subject, order: part('EUR', 7), requirement: 'none' });
    expect((await facts()).sums).toEqual({
      day_sum_payee: { minor: PART + 7, own: PART },
      day_sum_customer: { minor: PART + 7, own: PART },
      day_sum_teller: { minor: PART, own: PART },
      day_sum_unasked: { minor: 7, own: 0 },
    });
  });

  test('knows a payee’s account by its number, however the name, the bank and the number are written', async () => {
    const written = [
      part(),
      { ...part(), payeeName: 'J. Doe' },
      toOther('532013000', 'Commerzbank'),
      toOther('370400440532013000', 'a@b'),
      toIban('AT313200000532013000'),
      toOther('4711', 'Chase'),
      toOther('4711', 'JPMorgan Chase Bank, N.A.'),
      toOther('0000004711', 'CHASE'),
      toOther('4712', '@'),
    ];
    for (const each of written) await stored('executed', { order: each });
    const found = await Promise.all(written.map(async (each) => (await sums({ order: each })).day_sum_payee));
    const same = written.map(
      (each) => written.filter((other) => mayBeSameAccount(each.payeeAccount, other.payeeAccount)).length,
    );
    expect(same).toEqual([4, 4, 5, 5, 3, 3, 3, 3, 1]);
    expect(found).toEqual(same.map((times) => times * PART));
  });

  test('that no number holds exactly any more is the largest that one does', async () => {
    const most = part('EUR', Number.MAX_SAFE_INTEGER);
    await stored('executed', { order: most });
    await stored('executed', { order: most });
    expect(await sums()).toEqual(all(Number.MAX_SAFE_INTEGER));
  });

  test('is kept with the transfer it was a reason for', async () => {
    const policySums = {
      day_sum_payee: { minor: PART, own: 0 },
      day_sum_teller: { minor: 1, own: 1 },
    };
    const t = await stored('awaiting_second_person', { policySums });
    expect(await stage.transfers.find(t.id)).toEqual(t);
  });

  test('of two to one payee at once is known to the second, whoever pays and enters them', async () => {
    expect(await atOnce([stage.transfers])).toEqual(oneAfterTheOther);
  });
});

test('two nodes on one PostgreSQL know of each other’s transfers to one payee, and wait for nobody who waits', async () => {
  const url = await freshUrl();
  const nodes = await Promise.all([0, 1].map(() => openPostgres(url, recordingLog().log)));
  onTestFinished(async () => void (await Promise.all(nodes.map((node) => node.close()))));
  for (const { db } of nodes) await migrate(db);
  const stores = nodes.map(({ db }) => transferStore(db));
  expect(await atOnce(stores)).toEqual(oneAfterTheOther);

  // Every customer, teller and payee meets every other, in any order.
  const mixed = Array.from({ length: 24 }, (_, n) =>
    draft({
      edition: 2,
      customerId: `C-9${n % 3}`,
      tellerSubject: `teller-9${n % 4}`,
      order: toOther(`99${n % 2}0`, 'Any Bank'),
    }),
  );
  await Promise.all(mixed.map((t, n) => enter(stores[n % 2], t)));
});

const oneAfterTheOther = Array.from({ length: 8 }, (_, n) => n * PART);

/** What each of eight knew of the others to the same payee, each of another customer and teller. */
async function atOnce(stores: readonly TransferStore[]): Promise<number[]> {
  const rivals = Array.from({ length: 8 }, (_, n) =>
    draft({ edition: 2, customerId: `C-${n}`, tellerSubject: `teller-${n}`, order: part() }),
  );
  const known = await Promise.all(rivals.map((t, n) => enter(stores[n % stores.length], t)));
  return known.toSorted((a, b) => a - b);
}

/** @returns what was known of the payee when it was submitted */
async function enter(store: TransferStore | undefined, t: Transfer): Promise<number> {
  if (!store) throw new Error('no store');
  await store.insert(t, entryOf(t, 'transfer.drafted'));
  let known = -1;
  await store.submit(t, START, ({ sums }) => {
    known = sums.day_sum_payee.minor;
    const { id, customerId, tellerSubject, order: frozen, edition } = t;
    const after = transferAt('awaiting_customer', { id, customerId, tellerSubject, order: frozen, edition });
    const submitted = { ...after, submittedAt: later(1), version: t.version + 1 };
    return { after: submitted, audit: entryOf(submitted, 'transfer.submitted') };
  });
  return known;
}
