import { randomUUID } from 'node:crypto';
import type { CibaClient } from '@/lib/ciba/client';
import type { InitiateOutcome, OwnTokens, PollOutcome, Revocation } from '@/lib/ciba/outcome';
import { sandbox } from '@/lib/ciba/profiles/sandbox';
import type { AuthenticationRequest, AuthorizationDetail } from '@/lib/ciba/request-parameters';
import type { Clock } from '@/lib/clock';

export type Answer = 'approve' | 'deny' | 'ignore';

interface Question {
  readonly detail: AuthorizationDetail;
  readonly subject: string;
  readonly answer: Answer;
  readonly answeredAt: number;
  readonly expiresAt: number;
  spent: boolean;
}

interface Habits {
  readonly clock: Clock;
  readonly answer: (detail: AuthorizationDetail) => Answer;
  /** Milliseconds the customer thinks. */
  readonly thinking: () => number;
  /** Access tokens the bank takes. */
  readonly issue: (subject: string, detail: AuthorizationDetail) => Promise<string>;
  readonly issueOwn: () => Promise<string>;
}

/** An OP and its customers' phones in a few lines, which outlives any desk. Like a real one it gives tokens once. */
export class AnsweringOp implements CibaClient {
  readonly bindingMessage = sandbox.bindingMessage;
  readonly delivery = 'poll';
  readonly sendsDetails = true;
  readonly keepsIdTokens = false;
  /** Everything customers have approved, by hash. */
  readonly approved = new Map<string, AuthorizationDetail>();
  readonly #questions = new Map<string, Question>();
  readonly #habits: Habits;

  constructor(habits: Habits) {
    this.#habits = habits;
  }

  async hintFor({ subject }: { readonly subject: string }) {
    return { login_hint: subject };
  }

  async initiate(request: AuthenticationRequest): Promise<InitiateOutcome> {
    const { clock, answer, thinking } = this.#habits;
    const [detail] = request.authorizationDetails ?? [];
    if (!detail || !('login_hint' in request.hint)) throw new Error('nothing to ask');
    const now = clock.now().getTime();
    const said = answer(detail);
    const authReqId = randomUUID();
    this.#questions.set(authReqId, {
      detail,
      subject: String(request.hint.login_hint),
      answer: said,
      answeredAt: now + thinking(),
      expiresAt: now + (said === 'ignore' ? 5 : EXPIRY) * 1000,
      spent: false,
    });
    return { kind: 'acknowledged', authReqId, expiresIn: EXPIRY, interval: 1 };
  }

  async pollOnce(authReqId: string): Promise<PollOutcome> {
    const question = this.#questions.get(authReqId);
    if (!question || question.spent) return { kind: 'failed', detail: 'invalid_grant' };
    const { answer, detail, subject, answeredAt, expiresAt } = question;
    const now = this.#habits.clock.now().getTime();
    if (now >= expiresAt) return { kind: 'expired' };
    if (now < answeredAt || answer === 'ignore') return { kind: 'pending' };
    question.spent = true;
    if (answer === 'deny') return { kind: 'denied', fraudReported: false };
    this.approved.set(String(detail.hash), detail);
    const accessToken = await this.#habits.issue(subject, detail);
    return { kind: 'approved', tokens: { accessToken, expiresIn: 1800, authorizationDetails: [detail] } };
  }

  async judgePush(): Promise<PollOutcome> {
    return { kind: 'failed', detail: 'nothing is pushed here' };
  }

  async ownTokens(): Promise<OwnTokens> {
    return { kind: 'tokens', tokens: { accessToken: await this.#habits.issueOwn(), expiresIn: 600 } };
  }

  async revoke(): Promise<Revocation> {
    return { kind: 'confirmed' };
  }
}

/** Seconds. Long enough for a node to die and another to take over; who ignores it need not be waited for. */
const EXPIRY = 900;
