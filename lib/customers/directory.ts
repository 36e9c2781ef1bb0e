/** A customer as the desk knows them before anything is approved. */
export interface Customer {
  readonly id: string;
  /** The number the bank prints on letters, e.g. `C-100001`. */
  readonly number: string;
  /** The OP's `sub`: whose approval counts. */
  readonly subject: string;
  readonly username: string;
  readonly name: string;
  /** E.164, or as the directory has it where it is no phone number. */
  readonly phone: string | null;
  readonly email: string | null;
  readonly city: string | null;
  readonly segment: 'personal' | 'business';
  /** ISO 8601 date */
  readonly customerSince: string;
}

/** What to look for, already understood (see `query.ts`). */
export type CustomerQuery =
  /**
   * The customer number's beginning: letters and digits alone as they were typed, and its digits where what came before them
   * only says that it is a number.
   */
  | { readonly kind: 'number'; readonly compact: string; readonly digits: string | null }
  /** The whole phone number, as any of these. */
  | { readonly kind: 'phone'; readonly e164: readonly string[] }
  /** Exactly the digits of the phone number that results show. */
  | { readonly kind: 'phone_end'; readonly digits: string }
  /** The whole address, folded. */
  | { readonly kind: 'email'; readonly address: string }
  /** The beginnings of words of the name, folded; a word of several signs apart stands for these in a row. */
  | { readonly kind: 'name'; readonly words: readonly string[] };

/** One customer named by one thing, whole. */
export interface ExactQuery {
  readonly by: 'id' | 'number' | 'subject' | 'email' | 'phone';
  /** `number` and `email` in any spelling, `phone` in E.164. */
  readonly value: string;
}

/** Port: where customers are looked up. */
export interface CustomerDirectory {
  /**
   * At most `limit` customers that match any of the queries, best first, and whether there are more. Who is found and
   * in which order tells nothing of phone number and address that results do not show. Verbs search by `findCustomers`.
   */
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
