import { describe, expect, test } from 'vitest';
import { type Role, roles } from '@/lib/actor';
import { authorize, can, type Permission } from '@/lib/auth/permissions';
import { isAppError } from '@/lib/errors';
import { staff } from '../../support/samples';

/** The whole of it, written a second time: a change here is a decision. */
const promised: Record<Permission, readonly Role[]> = {
  'customers.read': ['agent', 'teller', 'supervisor', 'auditor'],
  'verification.request': ['agent', 'teller'],
  'verification.cancel': ['agent', 'teller'],
  'verification.release': ['supervisor'],
  'verification.read': ['agent', 'teller', 'supervisor', 'auditor'],
  'verification.read_all': ['supervisor', 'auditor'],
  'sensitive_data.read': ['agent', 'teller'],
  'transfers.read': ['teller', 'supervisor', 'auditor'],
  'transfers.read_all': ['supervisor', 'auditor'],
  'transfer.enter': ['teller'],
  'transfer.agree': ['supervisor'],
  'transfer.reconcile': ['supervisor'],
  'history.read': ['agent', 'teller', 'supervisor', 'auditor'],
  'history.read_all': ['supervisor', 'auditor'],
  'history.export': ['supervisor', 'auditor'],
  'audit.prove': ['supervisor', 'auditor'],
  'alert.take': ['supervisor'],
  'legal_hold.place': ['supervisor'],
  'report.make': ['agent', 'teller', 'supervisor'],
  'alarms.read': ['supervisor', 'auditor'],
  'alarm.lift': ['supervisor'],
  'request.allow': ['supervisor'],
};
const permissions = Object.keys(promised) as Permission[]; // the keys of the record above

describe.each(permissions)('%s', (permission) => {
  test.each(roles)(`is given or refused to %s as promised`, (role) => {
    expect(can({ roles: [role] }, permission)).toBe(promised[permission].includes(role));
  });

  test('is refused to nobody in particular', () => {
    expect(can({ roles: [] }, permission)).toBe(false);
    expect(() => authorize(staff('staff-new', []), permission)).toThrow(/role/);
  });
});

test('who holds several roles may do what any of them may', () => {
  for (const permission of permissions) expect(can({ roles }, permission)).toBe(true);
});

test('a refusal is a fault of ours, with the code for it', () => {
  let thrown: unknown;
  try {
    authorize(staff('staff-ann', ['agent']), 'history.read_all');
  } catch (error) {
    thrown = error;
  }
  expect(isAppError(thrown) && thrown.code).toBe('forbidden');
});
