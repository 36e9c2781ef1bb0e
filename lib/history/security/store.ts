import type { SecurityAction } from '../../audit/security-actions';
import type { Instants } from '../period';
import type { StaffMember } from '../view';
import type { SecurityEvent } from './view';

/** Which events are asked for. What is null does not narrow. */
interface SecurityEvents extends Instants {
  readonly actions: readonly SecurityAction[] | null;
  readonly staff: string | null;
}

/** Where a page ended: newest first, and of those recorded at the same moment the greatest key first. */
export interface EventPlace {
  readonly at: string;
  readonly id: string;
}

/** Port: reads the security events among what was recorded. Never writes. */
export interface SecurityStore {
  /** The newest first; with a place only what comes after it. */
  list(query: SecurityEvents, limit: number, after: EventPlace | null): Promise<SecurityEvent[]>;
  /** Everybody who appears in one, by name. */
  staff(): Promise<StaffMember[]>;
}
