import type { Role, StaffActor } from '@/lib/actor';
import type { TokenSet } from '@/lib/ciba/outcome';
import type { Customer } from '@/lib/customers/directory';
import { newVerificationId, type Verification } from '@/lib/verification/verification';

/** The moment every sample is made at, and where a fake clock starts. */
export const START = new Date('2026-03-02T09:00:00.000Z');

export function later(seconds: number, from = START): Date {
  return new Date(from.getTime() + seconds * 1000);
}

export function staff(subject = 'staff-ann', roles: readonly Role[] = ['agent']): StaffActor {
  return { kind: 'staff', subject, name: `Name of ${subject}`, roles, sessionId: `session-${subject}` };
}

export const ann = staff('staff-ann', ['agent']);
export const bob = staff('staff-bob', ['agent']);
export const tom = staff('staff-tom', ['teller']);
export const sue = staff('staff-sue', ['supervisor']);

/** Requested at START by Ann about Maria, with two minutes to answer. */
export function requested(change: Partial<Verification> = {}): Verification {
  return {
    id: newVerificationId(),
    customerId: 'C-100001',
    customerSubject: 'sub-maria',
    staffSubject: ann.subject,
    staffName: ann.name,
    purpose: 'account_access',
    transferId: null,
    transferHash: null,
    authorizationDetails: null,
    scope: 'openid profile read:sensitive-data',
    callReference: null,
    bindingMessage: 'CALL-KX7-4PT',
    spokenCode: 'KX7-4PT',
    status: 'requested',
    reason: null,
    detail: null,
    intervalSeconds: 5,
    opReachable: true,
    requestedAt: START,
    expiresAt: later(120),
    endedAt: null,
    grantExpiresAt: null,
    grantEnd: null,
    viewedAt: null,
    delivery: 'poll',
    denialUnclear: false,
    denialAnswer: null,
    notificationHash: null,
    pingedAt: null,
    version: 1,
    ...change,
  };
}

export function pending(change: Partial<Verification> = {}): Verification {
  return requested({ status: 'pending', version: 2, ...change });
}

/** Approved at START; its grant lasts ten minutes. */
export function approved(change: Partial<Verification> = {}): Verification {
  return requested({
    status: 'approved',
    version: 3,
    endedAt: START,
    grantExpiresAt: later(600),
    ...change,
  });
}

export function ended(
  status: 'denied' | 'expired' | 'cancelled' | 'failed',
  change: Partial<Verification> = {},
): Verification {
  const reason = status === 'failed' ? 'op_error' : status;
  return requested({ status, reason, endedAt: START, version: 3, ...change });
}

export function tokens(name = 'maria'): TokenSet {
  return { accessToken: `access-token-of-${name}`, expiresIn: 600 };
}

export const maria: Customer = {
  id: 'C-100001',
  number: 'C-100001',
  subject: 'sub-maria',
  username: 'maria.alvarez',
  name: 'Maria Alvarez',
  phone: '+34612345001',
  email: 'maria.alvarez@example.com',
  city: 'Valencia',
  segment: 'personal',
  customerSince: '2011-04-18',
};

export function customer(id: string, change: Partial<Customer> = {}): Customer {
  return { ...maria, id, number: id, subject: `sub-${id}`, username: `user-${id}`, ...change };
}
