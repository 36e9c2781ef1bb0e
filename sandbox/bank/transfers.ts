import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Store } from '../store';
import type { Customer } from './customer';
import type { Ledger } from './ledger';
import { euroCentsOf } from './money';
import { oddPayees } from './odd-payees';
import type { SensitiveData } from './sensitive-data';
import type { WireTransfer } from './transfer-detail';

export interface Order {
  readonly customer: Customer;
  /** Who sends the same key again means the same transfer (draft-ietf-httpapi-idempotency-key-header). */
  readonly key: string;
  readonly detail: WireTransfer;
}

interface Answer {
  readonly status: 201 | 422;
  readonly body: Readonly<Record<string, unknown>>;
}

export type Outcome =
  | (Answer & { readonly kind: 'answer'; readonly isReplay: boolean })
  | { readonly kind: 'key_reused' | 'in_progress' | 'already_executed' | 'unavailable' }
  | { readonly kind: 'not_your_account' | 'same_account' }
  /** The caller hears nothing, and after so long the connection breaks. */
  | { readonly kind: 'silence'; readonly forMs: number };

/** In cents, as the equivalent in euros: 250,000.00 */
const LARGEST = 25_000_000;
const ATTEMPTS_KEPT_MS = 24 * 3_600_000;

const refusals = {
  currency_not_supported: 'the bank does not send this currency',
  limit_exceeded: 'a transfer may be worth 250,000.00 EUR at most',
  insufficient_funds: 'there is not enough money on the account',
  account_closed: "the payee's account is closed",
} as const;

/** Executes transfers: each once, however often it is asked for. */
export class Transfers {
  readonly #store: Store;
  readonly #ledger: Ledger;
  readonly #delayScale: number;
  /** Decided, but not yet on the disk or not yet told. */
  readonly #underWay = new Set<string>();

  /** @param delayScale stretches or shortens the delays of odd payees */
  constructor(store: Store, ledger: Ledger, delayScale: number) {
    this.#store = store;
    this.#ledger = ledger;
    this.#delayScale = delayScale;
  }

  /** What it tells is on the disk by then. */
  async perform(order: Order): Promise<Outcome> {
    const scope = `${order.customer.number}:${order.key}`;
    const kept = this.#rememberedFor(scope);
    if (kept && kept.hash !== order.detail.hash) return { kind: 'key_reused' };
    if (this.#underWay.has(scope)) return { kind: 'in_progress' };
    if (kept) {
      await this.#store.saved();
      return { kind: 'answer', status: kept.status, body: kept.body, isReplay: true };
    }
    // No await from the first look at the ledger up to here: two requests at once cannot both pass.
    const outcome = this.#decide(order, scope);
    this.#underWay.add(scope);
    try {
      await this.#store.saved();
      if (outcome.kind === 'answer' && outcome.status === 201) await this.#dawdle(order.detail);
      return outcome;
    } finally {
      this.#underWay.delete(scope);
    }
  }

  #decide(order: Order, scope: string): Outcome {
    const { customer, detail } = order;
    if (this.#ledger.has(detail.transferId)) return { kind: 'already_executed' };
    const { accounts } = this.#ledger.dataOf(customer, new Date());
    const account = accounts.find(({ kind, iban }) => kind !== 'card' && iban === detail.debtorAccount.iban);
    if (!account) return { kind: 'not_your_account' };
    if (creditorIban(detail) === account.iban) return { kind: 'same_account' };

    const { amount, currency } = detail.instructedAmount;
    const euroCents = euroCentsOf(amount, currency);
    if (euroCents === undefined) return this.#refuse(order, scope, 'currency_not_supported');
    if (euroCents > LARGEST) return this.#refuse(order, scope, 'limit_exceeded');
    if (euroCents > account.balanceMinor) return this.#refuse(order, scope, 'insufficient_funds');
    return this.#execute(order, scope, account, euroCents);
  }

  #execute(
    order: Order,
    scope: string,
    account: SensitiveData['accounts'][number],
    euroCents: number,
  ): Outcome {
    const { customer, detail } = order;
    const odd = oddityOf(detail);
    if (odd?.does === 'closed') return this.#refuse(order, scope, 'account_closed');
    if (odd?.does === 'lost before' && this.#attempt(scope) === 1) return { kind: 'silence', forMs: 0 };
    if (odd?.does === 'unavailable' && this.#attempt(scope) <= odd.times) return { kind: 'unavailable' };

    const bankReference = `ALDR-${randomBytes(5).toString('hex').toUpperCase()}`;
    const executedAt = new Date().toISOString();
    const { transferId, hash, creditorName: payee } = detail;
    this.#ledger.book({
      transferId,
      customer: customer.number,
      accountId: account.id,
      euroCents,
      payee,
      bankReference,
      executedAt,
    });
    const body = { status: 'executed', bankReference, executedAt, transferId, hash };
    const answer = this.#remember(order, scope, { status: 201, body });
    if (odd?.does === 'lost') return { kind: 'silence', forMs: 0 };
    if (odd?.does === 'silent') return { kind: 'silence', forMs: odd.forMs * this.#delayScale };
    return answer;
  }

  #refuse(order: Order, scope: string, error: keyof typeof refusals): Outcome {
    return this.#remember(order, scope, { status: 422, body: { error, error_description: refusals[error] } });
  }

  /** Kept as long as the ledger: this bank forgets no key. */
  #remember({ detail: { hash } }: Order, scope: string, answer: Answer): Outcome {
    this.#store.set(`transfer-answer:${scope}`, { ...answer, hash });
    return { kind: 'answer', ...answer, isReplay: false };
  }

  #rememberedFor(scope: string): (Answer & { readonly hash: string }) | undefined {
    // Only #remember writes under this prefix.
    return this.#store.get(`transfer-answer:${scope}`) as (Answer & { readonly hash: string }) | undefined;
  }

  /** Counts the requests of a key, across restarts. */
  #attempt(scope: string): number {
    const key = `transfer-attempts:${scope}`;
    const attempt = Number(this.#store.get(key) ?? 0) + 1;
    this.#store.set(key, attempt, Date.now() + ATTEMPTS_KEPT_MS);
    return attempt;
  }

  async #dawdle(detail: WireTransfer): Promise<void> {
    const odd = oddityOf(detail);
    if (odd?.does === 'slow') await pause(odd.afterMs * this.#delayScale, undefined, { ref: false });
  }
}

function oddityOf(detail: WireTransfer) {
  return oddPayees.find(({ iban }) => iban === creditorIban(detail));
}

function creditorIban({ creditorAccount }: WireTransfer): string | undefined {
  return 'iban' in creditorAccount ? creditorAccount.iban : undefined;
}
