import { expect, test } from 'vitest';
import { authorizationDetail } from '@/lib/transfers/linking';
import { isFrozen } from '@/lib/transfers/transfer';
import { expectationOf } from '@/lib/verification/expectation';
import { present } from '@/lib/verification/present';
import { ann, later, requested, START } from '../../support/samples';
import { transferAt } from '../../support/transfer-samples';

const t = transferAt('awaiting_customer');
if (!isFrozen(t)) throw new Error('what waits for the customer is frozen');
const detail = authorizationDetail(t);
const ofTransfer = requested({
  purpose: 'wire_transfer',
  transferId: t.id,
  transferHash: t.hash,
  authorizationDetails: [detail],
  scope: 'openid profile my_wire_transfer_scope',
});

test('tokens for a transfer are expected of this customer, for this scope and exactly these details', () => {
  expect(expectationOf(ofTransfer)).toEqual({
    subject: 'sub-maria',
    requestedAt: START,
    expiresAt: later(120),
    requiredScope: 'my_wire_transfer_scope',
    authorizationDetails: [detail],
  });
});

test('where the OP was told no details, none are expected back', () => {
  expect(expectationOf({ ...ofTransfer, authorizationDetails: null })).not.toHaveProperty(
    'authorizationDetails',
  );
});

test('a browser hears which transfer a request is about, and neither its hash nor what the OP was told', () => {
  const view = present(ofTransfer, ann, START);
  expect(view).toMatchObject({ purpose: 'wire_transfer', transferId: t.id });
  expect(Object.keys(view)).not.toContain('authorizationDetails');
  expect(JSON.stringify(view)).not.toContain(t.hash);
});
