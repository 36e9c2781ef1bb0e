import type { LegalHold } from '@/lib/retention/view';
import type { Result } from '@/lib/web/view';

/** What a supervisor may do about holds. The page hands these in, so that components know no routes. */
export interface HoldActions {
  /** @param customer number, or a name only they have */
  readonly placeHold: (customer: string, reason: string) => Promise<Result<LegalHold>>;
  readonly liftHold: (id: string, reason: string) => Promise<Result<LegalHold>>;
}
