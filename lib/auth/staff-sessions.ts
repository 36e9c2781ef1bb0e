/**
 * Port: sign-ins that are still good. The cookie alone proves who signed in; this proves that they did
 * not sign out since, on this or any other node.
 */
export interface StaffSessions {
  start(session: {
    readonly id: string;
    readonly subject: string;
    readonly startedAt: Date;
    readonly expiresAt: Date;
  }): Promise<void>;
  isLive(id: string, now: Date): Promise<boolean>;
  end(id: string, now: Date): Promise<void>;
}
