import { invalidGrant, OAuthError } from './oauth-error';
import type { Answer, AuthenticationRequest } from './provider-double';
import { Queue } from './queue';

/**
 * From when a poll is too early.
 *
 * - `last poll`: an interval has to pass after each poll, hasty ones included; the first may come at once
 * - `last answered poll`: likewise, but hasty polls do not prolong the wait
 * - `grid`: one poll per interval counted from the request, so that the first has to wait too
 */
export type PaceRule = 'last poll' | 'last answered poll' | 'grid';

/** One `auth_req_id` from its birth to its end. */
export interface Transaction {
  readonly request: AuthenticationRequest;
  readonly scope: string;
  readonly notificationToken: string | undefined;
  /** Milliseconds since the epoch. */
  expiresAt: number;
  readonly intervalMs: number;
  readonly pace: PaceRule;
  nextPollAt: number;
  answer: Answer | undefined;
  /** Tokens were issued. */
  spent: boolean;
}

/** Says whether the poll is too early, and counts it. */
export function isTooEarly(transaction: Transaction, now: number): boolean {
  const { pace, intervalMs } = transaction;
  const tooEarly = now < transaction.nextPollAt;
  if (pace === 'grid') {
    // Only an answer of `authorization_pending` moves the grid on.
    const pending = !transaction.answer || transaction.answer.outcome === 'expired';
    if (!tooEarly && pending) transaction.nextPollAt += intervalMs;
  } else if (!tooEarly || pace === 'last poll') transaction.nextPollAt = now + intervalMs;
  return tooEarly;
}

export class Transactions {
  readonly #byId = new Map<string, Transaction>();
  /** Those a test has not looked at yet. */
  readonly unseen = new Queue<AuthenticationRequest>();
  readonly #asked: { readonly sub: string; readonly at: number }[] = [];

  add(transaction: Transaction): void {
    this.#byId.set(transaction.request.authReqId, transaction);
    this.unseen.put(transaction.request);
  }

  /** @throws invalid_grant for what is unknown, somebody else's or spent */
  find(authReqId: string, clientId: string): Transaction {
    const found = this.#byId.get(authReqId);
    if (!found) throw invalidGrant('no such auth_req_id');
    if (found.request.clientId !== clientId) throw invalidGrant('the auth_req_id belongs to another client');
    if (found.spent) throw invalidGrant('the auth_req_id has been used');
    return found;
  }

  /** The one named, or the newest that nobody has answered yet. */
  open(authReqId?: string): Transaction {
    const all = [...this.#byId.values()];
    const found = authReqId ? this.#byId.get(authReqId) : all.findLast(({ answer }) => !answer);
    if (!found) throw new Error('the provider has no open authentication request to answer');
    return found;
  }

  /** Counts this request, and tells how many the customer got since `then`. */
  countAsked(sub: string, at: number, then: number): number {
    this.#asked.push({ sub, at });
    return this.#asked.filter((asked) => asked.sub === sub && asked.at > then).length;
  }
}

export function slowDown(): OAuthError {
  return new OAuthError(400, 'slow_down', 'you are polling too fast');
}
