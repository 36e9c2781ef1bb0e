import type { PhoneMessage } from './phone-picture';

/** What can be said of a request before it is made. */
export interface RequestTerms {
  /** The bank wants a code only the customer knows. */
  readonly asksUserCode: boolean;
  /** Null when the bank's sign-in service takes no message that holds a code: then nobody can be asked. */
  readonly preview: PhoneMessage | null;
}
