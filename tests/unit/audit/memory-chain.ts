import { GENESIS } from '@/lib/audit/chain';
import type { ChainEnd, ChainStore, Extension, Waiting } from '@/lib/audit/chain-store';
import type { AuditKeys } from '@/lib/audit/keys';
import { auditKeys } from '../../support/audit-keys';

/** A chain as the database keeps it, to look into and to alter. */
export class MemoryChain implements Pick<ChainStore, 'extend' | 'look' | 'retryRefused'> {
  waiting: Waiting[] = [];
  refused: Waiting[] = [];
  links: { position: number; id: number; hash: Uint8Array }[] = [];
  jws: string | undefined;
  readonly kept: { readonly position: number; readonly at: Date; readonly jws: string }[] = [];
  /** How many were asked for, each time something waited. */
  readonly limits: number[] = [];
  /** What a commit fails with. */
  failing: Error | null = null;
  #count = 0;
  #busy = false;
  #held: Promise<void> | null = null;

  /** As somebody with these keys writes: with their mark, and into the line. */
  write(count: number, keys: Pick<AuditKeys, 'macOf'> = auditKeys): Waiting[] {
    const written = Array.from({ length: count }, () => {
      const record = `{"n":${++this.#count}}`;
      return { id: this.#count, record, mac: keys.macOf(record) };
    });
    this.waiting.push(...written);
    return written;
  }

  /** Nothing is committed until the function is called that this returns. */
  hold(): () => void {
    let open = () => {};
    this.#held = new Promise((resolve) => {
      open = resolve;
    });
    return () => open();
  }

  async extend(
    limit: number,
    seal: (end: ChainEnd, waiting: readonly Waiting[]) => Promise<Extension | undefined>,
  ): Promise<number> {
    if (this.#busy || this.waiting.length === 0) return 0;
    this.#busy = true;
    try {
      this.limits.push(limit);
      const taken = this.waiting.slice(0, limit);
      const extension = await seal(this.#end(), taken);
      await this.#held;
      if (this.failing) throw this.failing;
      this.waiting = this.waiting.slice(taken.length);
      if (extension) this.#add(extension);
      const given = new Set(extension?.links.map(({ id }) => id));
      this.refused.push(...taken.filter(({ id }) => !given.has(id)));
      return taken.length;
    } finally {
      this.#busy = false;
    }
  }

  look<T>(work: (end: ChainEnd) => Promise<T>): Promise<T> {
    return work(this.#end());
  }

  async retryRefused(): Promise<void> {
    this.waiting = [...this.refused, ...this.waiting];
    this.refused = [];
  }

  #end(): ChainEnd {
    const last = this.links.at(-1);
    const end = {
      jws: this.jws,
      position: last?.position ?? 0,
      hash: last?.hash ?? GENESIS,
      keptAt: this.kept.at(-1)?.at,
      hashAt: async (position: number) => this.links.find((link) => link.position === position)?.hash,
    };
    return end;
  }

  #add({ links, head, keptAt }: Extension): void {
    this.links = [...this.links, ...links];
    this.jws = head.jws;
    if (keptAt) this.kept.push({ position: head.position, at: keptAt, jws: head.jws });
  }
}
