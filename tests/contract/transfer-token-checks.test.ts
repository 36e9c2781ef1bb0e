import { decodeJwt } from 'jose';
import { describe, expect, test } from 'vitest';
import { authorizationDetail } from '@/lib/transfers/linking';
import { isFrozen } from '@/lib/transfers/transfer';
import { eventually } from '../support/eventually';
import { openLine } from '../support/line';
import { auth0 } from '../support/providers/auth0';
import { lab } from '../support/providers/lab';
import type { Approval, Delivery, ProviderDouble, ProviderKind } from '../support/providers/provider-double';
import { standard } from '../support/providers/standard';
import { tom } from '../support/samples';
import { transferAt } from '../support/transfer-samples';

const transfer = transferAt('awaiting_customer');
if (!isFrozen(transfer)) throw new Error('the sample has no order');
const { id, hash } = transfer;
const detail = authorizationDetail(transfer);

type Tokens = Record<string, unknown>;
const changed = (change: (detail: Tokens) => unknown): Approval => ({
  mutateTokens: (tokens) => ({ ...tokens, authorization_details: change({ ...detail }) }),
});

/** What an OP may make of the details it was sent, and what is said of it. */
const flaws: Record<string, readonly [Approval, 'changed' | 'missing']> = {
  'no details': [changed(() => undefined), 'missing'],
  'details that are null': [changed(() => null), 'missing'],
  'details that are no list': [changed((given) => given), 'changed'],
  'details that are a text': [changed((given) => JSON.stringify([given])), 'changed'],
  'an empty list of them': [changed(() => []), 'changed'],
  'another amount': [
    changed((given) => [{ ...given, instructedAmount: { amount: '5000.00', currency: 'EUR' } }]),
    'changed',
  ],
  'the same amount as a number': [
    changed((given) => [{ ...given, instructedAmount: { amount: 500, currency: 'EUR' } }]),
    'changed',
  ],
  'another currency': [
    changed((given) => [{ ...given, instructedAmount: { amount: '500.00', currency: 'USD' } }]),
    'changed',
  ],
  'another payee': [changed((given) => [{ ...given, creditorName: 'John D0e' }]), 'changed'],
  'another account': [
    changed((given) => [{ ...given, creditorAccount: { iban: 'GB29NWBK60161331926819' } }]),
    'changed',
  ],
  'another edition': [changed((given) => [{ ...given, edition: 2 }]), 'changed'],
  'another hash': [changed((given) => [{ ...given, hash: 'x' }]), 'changed'],
  'a member more': [changed((given) => [{ ...given, executionDate: '2026-03-03' }]), 'changed'],
  'a member within a member more': [
    changed((given) => [{ ...given, debtorAccount: { iban: transfer.order.sourceAccount, bic: 'X' } }]),
    'changed',
  ],
  'a member less': [changed(({ hash: _hash, ...given }) => [given]), 'changed'],
  'a transfer more': [changed((given) => [given, { ...given, edition: 2 }]), 'changed'],
  'the same transfer twice': [changed((given) => [given, given]), 'changed'],
};

describe.concurrent('an approval of a transfer fails, and its tokens are revoked, with', () => {
  for (const [what, [approval, word]] of Object.entries(flaws)) {
    test.each(['poll', 'push'] as const)(`${what}, by %s`, async (delivery) => {
      const { op, line, v, close } = await asked(lab, delivery);
      try {
        let accessToken: unknown;
        const observed: Approval = {
          mutateTokens: (tokens) => {
            accessToken = tokens.access_token;
            return approval.mutateTokens?.(tokens) ?? tokens;
          },
        };
        await op.approve(observed);
        expect(await line.after(v, 'pending')).toMatchObject({
          status: 'failed',
          // Where none come back at all, the provider was not set up to send any: that is nobody's fraud.
          reason: word === 'missing' ? 'setup_wrong' : 'details_altered',
          detail: `authorization_details: ${word}`,
        });
        expect(line.store.secrets(v.id)).toEqual({});
        await eventually(() => expect(op.revoked).toContain(accessToken));
        expect(line.log.text()).not.toContain(accessToken);
      } finally {
        await close();
      }
    });
  }
});

describe.concurrent('an approval of exactly the transfer is approved', () => {
  const kinds: readonly (readonly [string, ProviderKind, Delivery])[] = [
    ['the lab', lab, 'poll'],
    ['the lab', lab, 'push'],
    ['Auth0', auth0, 'poll'],
    ['oidc-provider', standard, 'poll'],
    ['oidc-provider', standard, 'ping'],
  ];
  test.each(kinds)('by %s, and the token says so too', async (_name, kind, delivery) => {
    const { op, line, v, close } = await asked(kind, delivery);
    try {
      await op.approve();
      expect(await line.after(v, 'pending')).toMatchObject({ status: 'approved', transferHash: hash });
      const { tokens } = line.store.secrets(v.id);
      expect(tokens?.authorizationDetails).toEqual([detail]);
      expect(decodeJwt(tokens?.accessToken ?? '').authorization_details).toEqual([detail]);
    } finally {
      await close();
    }
  });

  test('whose members are in another order', async () => {
    const { op, line, v, close } = await asked(lab, 'poll');
    try {
      await op.approve(changed((given) => [upsideDown(given)]));
      expect(await line.after(v, 'pending')).toMatchObject({ status: 'approved' });
    } finally {
      await close();
    }
  });

  test('with nothing about it where the OP was sent nothing about it', async () => {
    const { op, line, v, close } = await asked(lab, 'poll', false);
    try {
      const [request] = op.requests.filter(({ path }) => path === '/backchannel');
      expect(request?.body.has('authorization_details')).toBe(false);
      await op.approve();
      expect(await line.after(v, 'pending')).toMatchObject({
        status: 'approved',
        authorizationDetails: null,
      });
    } finally {
      await close();
    }
  });
});

/** A transfer the customer was asked to approve. */
async function asked(kind: ProviderKind, delivery: Delivery, authorizationDetails = true) {
  const op: ProviderDouble = await kind.start({ interval: 0.5 });
  const line = await openLine(op, 'private_key_jwt', delivery, { settings: { authorizationDetails } });
  const ask = { id, hash, detail, message: (code: string) => code };
  const v = await line.ask({ transfer: ask }, tom);
  expect(v).toMatchObject({ status: 'pending', detail: null });
  const close = async () => {
    await line.close();
    await op.close();
  };
  return { op, line, v, close };
}

function upsideDown(value: unknown): unknown {
  if (typeof value !== 'object' || !value) return value;
  const members = Object.entries(value).map(([name, inner]) => [name, upsideDown(inner)] as const);
  return Object.fromEntries(members.reverse());
}
