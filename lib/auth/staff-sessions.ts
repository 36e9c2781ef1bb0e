import type { AuditEntry } from '../audit/entry';

export interface StaffSession {
  readonly id: string;
  readonly subject: string;
  readonly name: string;
  readonly startedAt: Date;
  readonly expiresAt: Date;
  /** The ID token it began with: what names it at the staff IdP when it ends. Kept encrypted, and no longer than it lives. */
  readonly idToken?: string | undefined;
  /** Its name there (`sid`), where it has one. */
  readonly idpSession?: string | undefined;
}

/**
 * Sessions that somebody else than their own person ends: all of a person, or the one the staff IdP knows by this name. With the
 * person given, also those of theirs that have no name there.
 */
export type SessionsToEnd =
  | { readonly subject: string; readonly idpSession?: undefined }
  | { readonly idpSession: string; readonly subject?: string | undefined };

export type EndedSession = Pick<StaffSession, 'id' | 'subject' | 'name'>;

/**
 * Port: sign-ins that are still good. The cookie alone proves who signed in; this proves that they did
 * not sign out since, on this or any other node. Each change commits with its audit entry.
 */
export interface StaffSessions {
  /** @param replaced another session of the same browser, which ends with this beginning */
  start(
    session: StaffSession,
    audit: AuditEntry,
    replaced?: { readonly id: string; readonly audit: AuditEntry },
  ): Promise<void>;
  /** Neither ended nor run out, and used within the time a session may rest. */
  isLive(id: string, now: Date): Promise<boolean>;
  /** Somebody pressed or typed something. */
  used(id: string, now: Date): Promise<void>;
  /**
   * Ends what has rested for too long, each with its entry, and announces it.
   *
   * @returns what ended, and whether their person has another session that is live
   */
  endIdle(
    now: Date,
    auditOf: (session: EndedSession) => AuditEntry,
  ): Promise<readonly (EndedSession & { readonly hasOthers: boolean })[]>;
  /** Of a session that is not over. */
  idTokenOf(id: string): Promise<string | undefined>;
  /** Ends a live session and announces it; writes nothing when there is none. */
  end(id: string, now: Date, audit: AuditEntry): Promise<void>;
  /**
   * Ends what is live of these, each with its entry, and announces it.
   *
   * @param once ends nothing when a logout token of this id came before; ids from before `forgetBefore` are forgotten
   */
  endAll(
    which: SessionsToEnd,
    now: Date,
    auditOf: (session: EndedSession) => AuditEntry,
    once?: { readonly jti: string; readonly forgetBefore: Date },
  ): Promise<readonly EndedSession[] | 'came_before'>;
}
