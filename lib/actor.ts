export const roles = ['agent', 'teller', 'supervisor', 'auditor'] as const;
export type Role = (typeof roles)[number];

/** A signed-in person at the desk. `subject` is the staff IdP's `sub`. */
export interface StaffActor {
  readonly kind: 'staff';
  readonly subject: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly sessionId: string;
  /** Where they ask from, where a trusted proxy says so. */
  readonly address?: string | undefined;
}

/** Somebody who has not signed in. They can be refused, and do nothing else. */
export interface Stranger {
  readonly kind: 'stranger';
  readonly address?: string | undefined;
}

/** Work nobody asked for by hand: the poller, start-up recovery, the clock. */
export interface SystemActor {
  readonly kind: 'system';
  readonly name: 'poller' | 'recovery' | 'clock' | 'op' | 'executor' | 'keeper' | 'transmitter';
}

export type Actor = StaffActor | SystemActor;

export const poller: SystemActor = { kind: 'system', name: 'poller' };
export const recovery: SystemActor = { kind: 'system', name: 'recovery' };
/** The customers' OpenID provider, when it calls us. */
export const opActor: SystemActor = { kind: 'system', name: 'op' };
/** Carries transfers to the bank. */
export const executor: SystemActor = { kind: 'system', name: 'executor' };
/** Proves the audit trail and removes what is no longer to be kept. */
export const keeper: SystemActor = { kind: 'system', name: 'keeper' };
/** Whoever pushes security events: which one, the report says. */
export const transmitterActor: SystemActor = { kind: 'system', name: 'transmitter' };
export const clockActor: SystemActor = { kind: 'system', name: 'clock' };
