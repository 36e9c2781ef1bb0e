import { say } from '../messages/en/bank';
import type { Customer } from './customer';
import { dutchIban } from './iban';
import { type Random, seededRandom } from './random';
import { regions } from './regions';

export interface SensitiveData {
  readonly subject: string;
  readonly personal: {
    /** YYYY-MM-DD */
    readonly dateOfBirth: string;
    readonly taxId: string;
    readonly address: {
      readonly street: string;
      readonly postalCode: string;
      readonly city: string;
      readonly country: string;
    };
    readonly email: string;
    readonly phone: string;
    readonly securityNote: string | null;
  };
  readonly accounts: readonly Account[];
  /** Newest first. */
  readonly transactions: readonly Transaction[];
}

interface Account {
  readonly id: string;
  readonly kind: 'current' | 'savings' | 'card';
  readonly name: string;
  readonly iban: string | null;
  readonly currency: string;
  /** Cents; what is owed on a card is negative. */
  readonly balanceMinor: number;
}

interface Transaction {
  readonly id: string;
  /** YYYY-MM-DD */
  readonly bookedOn: string;
  readonly description: string;
  readonly accountId: string;
  readonly currency: string;
  readonly amountMinor: number;
}

const CURRENCY = 'EUR';
const DAY_MS = 86_400_000;

const securityNotes = [
  null,
  null,
  null,
  say.securityNotes.noSavings,
  say.securityNotes.impersonated,
  say.securityNotes.hardOfHearing,
] as const;

/** Description, and the least and most it costs, in cents. */
type Spending = readonly [description: string, least: number, most: number];

const spendings: readonly [Spending, ...Spending[]] = [
  ['Grönemeyer Groceries', 900, 11_000],
  ['City Transit', 240, 4800],
  ['Café Aurora', 380, 2400],
  ['Nordlicht Energy', 4500, 16_000],
  ['Bookshop on the Corner', 900, 6400],
  ['Pharmacy Linden', 650, 5200],
  ['Stream & Co subscription', 799, 1999],
  ['Cash withdrawal', 2000, 20_000],
  ['Harbour Insurance', 3100, 12_500],
];

/** The same for the same customer, but for the days of the transactions, which end yesterday. */
export function sensitiveDataOf(customer: Customer, now: Date): SensitiveData {
  const random = seededRandom(customer.number);
  const region = regions.find(({ country }) => country === customer.country) ?? regions[0];
  const personal = {
    dateOfBirth: `${random.int(1938, 2004)}-${two(random.int(1, 12))}-${two(random.int(1, 28))}`,
    taxId: `${random.digits(3)}-${random.digits(4)}-${random.digits(3)}`,
    address: {
      street: `${random.pick(region.streets)} ${random.int(1, 180)}`,
      postalCode: `${random.int(1, 9)}${random.digits(4)}`,
      city: customer.city,
      country: customer.country,
    },
    email: customer.email,
    phone: customer.phone,
    securityNote: customer.persona ? null : random.pick(securityNotes),
  };
  const accounts = accountsOf(customer, random);
  return {
    subject: customer.subject,
    personal,
    accounts,
    transactions: transactionsOf(accounts, random, now),
  };
}

function accountsOf(customer: Customer, random: Random): readonly [Account, ...Account[]] {
  const account = (kind: Account['kind'], name: string, balanceMinor: number): Account => ({
    id: `${kind}-${random.digits(6)}`,
    kind,
    name,
    iban: kind === 'card' ? null : dutchIban(random.digits(10)),
    currency: CURRENCY,
    balanceMinor,
  });
  const current = customer.segment === 'business' ? say.accounts.business : say.accounts.everyday;
  const balanceMinor = random.int(4_000, 1_250_000);
  return [
    account('current', current, customer.persona?.balanceMinor ?? balanceMinor),
    account('savings', say.accounts.rainyDay, random.int(50_000, 6_400_000)),
    ...(random.int(0, 1) ? [account('savings', say.accounts.holiday, random.int(1_000, 480_000))] : []),
    ...(random.int(0, 2) ? [account('card', say.accounts.card, -random.int(0, 240_000))] : []),
  ];
}

function transactionsOf(
  accounts: readonly [Account, ...Account[]],
  random: Random,
  now: Date,
): Transaction[] {
  const daily = accounts.filter(({ kind }) => kind !== 'savings');
  let day = now.getTime();
  return Array.from({ length: 12 }, (_, index) => {
    day -= (index === 0 ? 1 : random.int(0, 3)) * DAY_MS;
    const [description, least, most] = random.pick(spendings);
    const paid = {
      description,
      amountMinor: -random.int(least, most),
      from: daily[random.int(0, daily.length - 1)],
    };
    const salary = { description: 'Salary', amountMinor: random.int(180_000, 520_000), from: accounts[0] };
    const { from = accounts[0], ...entry } = index === 7 ? salary : paid;
    return {
      id: `tx-${random.digits(9)}`,
      bookedOn: new Date(day).toISOString().slice(0, 10),
      description: entry.description,
      accountId: from.id,
      currency: CURRENCY,
      amountMinor: entry.amountMinor,
    };
  });
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
