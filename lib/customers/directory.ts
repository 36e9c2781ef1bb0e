/** A customer as the desk knows them before anything is approved. */
export interface Customer {
  readonly id: string;
  /** The number the bank prints on letters, e.g. `C-100001`. */
  readonly number: string;
  /** The OP's `sub`: whose approval counts. */
  readonly subject: string;
  readonly username: string;
  readonly name: string;
  /** E.164 */
  readonly phone: string | null;
  readonly email: string | null;
  readonly city: string | null;
  readonly segment: 'personal' | 'business';
  /** ISO 8601 date */
  readonly customerSince: string;
}

/** What to look for, already understood (see `query.ts`). */
export type CustomerQuery =
  | { readonly kind: 'number'; readonly digits: string }
  | { readonly kind: 'phone'; readonly digits: string; readonly e164: string | null }
  | { readonly kind: 'email'; readonly text: string }
  | { readonly kind: 'name'; readonly words: readonly string[] };

/** One customer named by one thing, whole. */
interface ExactQuery {
  readonly by: 'id' | 'number' | 'subject' | 'email' | 'phone';
  /** `email` in any case, `phone` in E.164. */
  readonly value: string;
}

/** Port: where customers are looked up. */
export interface CustomerDirectory {
  /** At most `limit` customers that match any of the queries, best first, and whether there are more. */
  search(queries: readonly CustomerQuery[], limit: number): Promise<{ customers: Customer[]; more: boolean }>;
  get(id: string): Promise<Customer | undefined>;
}

/** Port: who is named by exactly one thing, for what comes from machines. */
export interface ExactDirectory {
  /** Those it names, two at most: more than one is nobody. */
  exactly(query: ExactQuery): Promise<Customer[]>;
}

/** Directories choose their own ids; what could never be one is not looked up. */
export function isCustomerId(id: unknown): id is string {
  return typeof id === 'string' && /^[\w.~-]{1,100}$/.test(id);
}
