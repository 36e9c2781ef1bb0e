/** What becomes of a transfer to an odd payee. */
type Oddity =
  /** Executed at once, answered late. */
  | { readonly does: 'slow'; readonly afterMs: number }
  /** Executed, and the connection breaks before the answer; the repeat is answered. */
  | { readonly does: 'lost' }
  /** The connection breaks before anything is executed; the repeat executes. */
  | { readonly does: 'lost before' }
  /** So many requests of a key are told to come back; the next executes. */
  | { readonly does: 'unavailable'; readonly times: number }
  /** Executed, and nothing is said as long as the caller cares to wait; the repeat is answered. */
  | { readonly does: 'silent'; readonly forMs: number }
  /** Refused: the payee's account is closed (422 `account_closed`). */
  | { readonly does: 'closed' };

type OddPayee = Oddity & { readonly name: string; readonly iban: string };

/** Payees for demonstrations of what goes wrong between banks. The account decides; any name will do. */
export const oddPayees: readonly OddPayee[] = [
  { name: 'Tortoise Removals', iban: 'DE55999999990000000006', does: 'slow', afterMs: 6000 },
  { name: 'Lighthouse Lost Property', iban: 'GB79ODDP99999900000001', does: 'lost' },
  { name: 'Half Way Hotels', iban: 'GB38ODDP20000000000002', does: 'lost before' },
  { name: 'Siesta Kitchens', iban: 'AT269990000000000003', does: 'unavailable', times: 2 },
  { name: 'Abbey of Silence', iban: 'IE32ODDP90000000000004', does: 'silent', forMs: 60_000 },
  { name: 'Gone Fishing Ltd', iban: 'LU109990000000000007', does: 'closed' },
];
