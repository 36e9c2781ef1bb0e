import type { AuditEntry } from '../audit/entry';

interface StaffSession {
  readonly id: string;
  readonly subject: string;
  readonly startedAt: Date;
  readonly expiresAt: Date;
}

/**
 * Port: sign-ins that are still good. The cookie alone proves who signed in; this proves that they did
 * not sign out since, on this or any other node. Each change commits with its audit entry.
 */
export interface StaffSessions {
  start(session: StaffSession, audit: AuditEntry): Promise<void>;
  isLive(id: string, now: Date): Promise<boolean>;
  /** Ends a live session and announces it; writes nothing when there is none. */
  end(id: string, now: Date, audit: AuditEntry): Promise<void>;
}
