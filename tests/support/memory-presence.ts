import type { PresenceStore } from '@/lib/verification/presence-store';
import type { VerificationId } from '@/lib/verification/verification';
import type { MemoryStore } from './memory-store';

/** Who has a page open, kept in memory beside the verifications. */
export class MemoryPresence implements PresenceStore {
  readonly #seen = new Map<string, Date>();
  readonly #verifications: MemoryStore;

  constructor(verifications: MemoryStore) {
    this.#verifications = verifications;
  }

  async seen(staffSubjects: readonly string[], at: Date): Promise<void> {
    for (const subject of staffSubjects) {
      const before = this.#seen.get(subject);
      if (!before || before < at) this.#seen.set(subject, at);
    }
  }

  async findLeft(before: Date): Promise<VerificationId[]> {
    return this.#verifications
      .all()
      .filter(
        ({ status, grantEnd, purpose, endedAt, staffSubject }) =>
          status === 'approved' &&
          grantEnd === null &&
          purpose === 'account_access' &&
          endedAt !== null &&
          endedAt <= before &&
          (this.#seen.get(staffSubject) ?? before) <= before,
      )
      .map(({ id }) => id);
  }

  async forget(before: Date): Promise<void> {
    for (const [subject, at] of this.#seen) if (at < before) this.#seen.delete(subject);
  }
}
