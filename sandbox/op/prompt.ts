import { randomBytes } from 'node:crypto';
import type { WireTransfer } from '../bank/transfer-detail';
import type { Store } from '../store';

export type Answer = 'approved' | 'denied' | 'not_me';

/** A question on a customer's phone. */
export interface Prompt {
  /** The phone's own name for it. The auth_req_id belongs to the client and the OP, and never goes to a phone. */
  readonly requestId: string;
  readonly authReqId: string;
  /** Whose phone it is on. */
  readonly subject: string;
  readonly bindingMessage: string | undefined;
  readonly scopes: readonly string[];
  /** RFC 9396: what exactly is asked for. */
  readonly transfers?: readonly WireTransfer[];
  /** Epoch milliseconds, like the other two. */
  readonly askedAt: number;
  readonly expiresAt: number;
  readonly answer?: Answer;
  readonly answeredAt?: number;
}

const KEPT_MS = 24 * 3_600_000;

export class Prompts {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  add(prompt: Omit<Prompt, 'requestId'>): Prompt {
    const added = { requestId: randomBytes(16).toString('base64url'), ...prompt };
    this.save(added);
    return added;
  }

  save(prompt: Prompt): void {
    this.#store.set(`prompt:${prompt.requestId}`, prompt, prompt.askedAt + KEPT_MS);
  }

  find(requestId: string): Prompt | undefined {
    // Only save writes under this prefix; so in `all`.
    return this.#store.get(`prompt:${requestId}`) as Prompt | undefined;
  }

  all(): Prompt[] {
    return Array.from(this.#store.startingWith('prompt:'), ([, value]) => value as Prompt);
  }

  /** Newest first. */
  of(subject: string): Prompt[] {
    return (
      this.all()
        .filter((prompt) => prompt.subject === subject)
        // The order of arrival decides between two of the same millisecond.
        .reverse()
        .sort((a, b) => b.askedAt - a.askedAt)
    );
  }
}

export function isPending(prompt: Prompt, now: number): boolean {
  return prompt.answer === undefined && now < prompt.expiresAt;
}
