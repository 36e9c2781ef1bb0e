import type { CibaClient } from '@/lib/ciba/client';
import type { Hint, Identifiers } from '@/lib/ciba/hint';
import type { PushedError, PushedTokens } from '@/lib/ciba/notification';
import type { InitiateOutcome, OwnTokens, PollOutcome, Revocation, TokenSet } from '@/lib/ciba/outcome';
import type { BindingMessageRule, Delivery } from '@/lib/ciba/profile';
import { standard } from '@/lib/ciba/profiles/standard';
import type { AuthenticationRequest } from '@/lib/ciba/request-parameters';
import type { TokenExpectation } from '@/lib/ciba/token-response';
import type { Clock } from '@/lib/clock';

interface Poll {
  readonly authReqId: string;
  readonly expected: TokenExpectation;
  /** Epoch milliseconds */
  readonly sentAt: number;
}

export const PENDING: PollOutcome = { kind: 'pending' };

/** An OP that answers as a test wrote down, and remembers what it was asked. */
export class ScriptedCiba implements CibaClient {
  bindingMessage: BindingMessageRule = standard.bindingMessage;
  delivery: Delivery = 'poll';
  keepsIdTokens = false;
  sendsDetails = false;
  own: OwnTokens = { kind: 'refused', detail: 'unauthorized_client' };
  /** The hint for everybody; without it, a login hint with their subject. */
  hint: ((who: Identifiers & { readonly idToken?: string | undefined }) => Hint | undefined) | undefined;
  readonly pushes: (PushedTokens | PushedError)[] = [];
  pushOutcome: PollOutcome = PENDING;
  readonly requests: AuthenticationRequest[] = [];
  readonly polls: Poll[] = [];
  readonly revoked: TokenSet[] = [];
  /** The most token requests that were ever under way for one id. */
  overlap = 0;
  /** What comes next, in order; when all is said, `otherwise`. */
  answers: (PollOutcome | Promise<PollOutcome>)[] = [];
  otherwise: (authReqId: string) => PollOutcome | Promise<PollOutcome> = () => PENDING;
  acknowledgement: InitiateOutcome | Promise<InitiateOutcome> = {
    kind: 'acknowledged',
    authReqId: 'auth-req-1',
    expiresIn: 120,
    interval: 5,
  };
  /** Called when a request arrives, before it is answered. */
  onRequest: () => void | Promise<void> = () => {};
  /** What a token request waits for before it leaves. */
  discovery: Promise<void> | undefined;
  revocation: Revocation = { kind: 'confirmed' };
  readonly #underWay = new Map<string, number>();
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  async hintFor(who: Identifiers & { readonly idToken?: string | undefined }): Promise<Hint | undefined> {
    return this.hint ? this.hint(who) : { login_hint: who.subject };
  }

  async ownTokens(): Promise<OwnTokens> {
    return this.own;
  }

  async judgePush(answer: PushedTokens | PushedError): Promise<PollOutcome> {
    this.pushes.push(answer);
    return this.pushOutcome;
  }

  /** Token requests without an answer yet. */
  get underWay(): number {
    return [...this.#underWay.values()].reduce((sum, count) => sum + count, 0);
  }

  async initiate(request: AuthenticationRequest): Promise<InitiateOutcome> {
    this.requests.push(request);
    await this.onRequest();
    return this.acknowledgement;
  }

  async pollOnce(
    authReqId: string,
    expected: TokenExpectation,
    signal?: AbortSignal,
    onSent?: () => void,
  ): Promise<PollOutcome> {
    await this.discovery;
    onSent?.();
    this.polls.push({ authReqId, expected, sentAt: this.#clock.now().getTime() });
    const count = (this.#underWay.get(authReqId) ?? 0) + 1;
    this.#underWay.set(authReqId, count);
    this.overlap = Math.max(this.overlap, count);
    try {
      return await Promise.race([this.answers.shift() ?? this.otherwise(authReqId), aborted(signal)]);
    } finally {
      this.#underWay.set(authReqId, (this.#underWay.get(authReqId) ?? 1) - 1);
    }
  }

  async revoke(tokens: TokenSet): Promise<Revocation> {
    this.revoked.push(tokens);
    return this.revocation;
  }

  /** Seconds between the token requests for this id. */
  gaps(authReqId = 'auth-req-1'): number[] {
    const times = this.polls.filter((poll) => poll.authReqId === authReqId).map(({ sentAt }) => sentAt);
    return times.slice(1).map((at, index) => (at - (times[index] ?? Number.NaN)) / 1000);
  }
}

/** A request that is called off brings no judgement, as with the real client. */
function aborted(signal: AbortSignal | undefined): Promise<PollOutcome> {
  return new Promise((resolve) => {
    signal?.addEventListener('abort', () => resolve({ kind: 'unavailable', detail: 'OAUTH_ABORT' }));
  });
}

/** A promise and the hand that settles it. */
export function deferred<T>(): { readonly promise: Promise<T>; readonly resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => {};
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
