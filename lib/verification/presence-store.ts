import type { VerificationId } from './verification';

/** Port: who has a page of the desk open, on whichever node. */
export interface PresenceStore {
  /** These people have a page open. What another node saw later stays. */
  seen(staffSubjects: readonly string[], at: Date): Promise<void>;
  /** Approvals to see data, in use, that were given before then to people without a page since. */
  findLeft(before: Date): Promise<VerificationId[]>;
  /** Forgets who was seen last before then. */
  forget(before: Date): Promise<void>;
}
