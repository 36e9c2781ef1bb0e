import type { TokenSet } from '@/lib/ciba/outcome';
import type { AuthorizationDetail } from '@/lib/ciba/request-parameters';
import type { ExecutionAnswer, TransferApi } from '@/lib/transfers/transfer-api';

interface Call {
  readonly tokens: TokenSet;
  readonly detail: AuthorizationDetail;
  readonly key: string;
}

/** What becomes of one call. `lost` is executed and nobody hears of it; `unheard` never gets there. */
export type Mood = 'executes' | 'lost' | 'unheard' | 'refuses' | 'turns_away';

/** A bank that executes under one key once, and says the same ever after. It trusts the desk with everything else. */
export class MemoryBank implements TransferApi {
  readonly calls: Call[] = [];
  /** What was executed, by key. */
  readonly executed = new Map<string, Call>();
  /** What the next calls come to, in order; when all are said, everything is executed. */
  moods: Mood[] = [];
  /** The most calls that were ever under way for one transfer. */
  overlap = 0;
  /** Held up on its way there, and with the answer on its way back. */
  pass: (call: Call) => Promise<void> = async () => {};
  readonly #refused = new Set<string>();
  readonly #underWay = new Map<unknown, number>();

  async execute(tokens: TokenSet, detail: AuthorizationDetail, key: string): Promise<ExecutionAnswer> {
    const call = { tokens, detail, key };
    this.calls.push(call);
    this.#count(detail.transferId, 1);
    try {
      await this.pass(call);
      const answer = this.#answer(call, this.moods.shift() ?? 'executes');
      await this.pass(call);
      return answer;
    } finally {
      this.#count(detail.transferId, -1);
    }
  }

  #answer(call: Call, mood: Mood): ExecutionAnswer {
    const { key } = call;
    if (mood === 'unheard') return { kind: 'unknown', detail: 'ECONNREFUSED' };
    if (mood === 'turns_away') return { kind: 'turned_away', reason: 'approval_lapsed', detail: 'HTTP 401' };
    if (mood === 'refuses' && !this.executed.has(key)) this.#refused.add(key);
    if (this.#refused.has(key)) {
      return { kind: 'refused', reason: 'insufficient_funds', detail: 'insufficient_funds, HTTP 422' };
    }
    if (!this.executed.has(key)) this.executed.set(key, call);
    if (mood === 'lost') return { kind: 'unknown', detail: 'ECONNRESET' };
    return { kind: 'executed', bankReference: `bank of ${key}` };
  }

  #count(transferId: unknown, change: number): void {
    const count = (this.#underWay.get(transferId) ?? 0) + change;
    this.#underWay.set(transferId, count);
    this.overlap = Math.max(this.overlap, count);
  }
}
