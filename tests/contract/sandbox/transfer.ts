import { createHash, randomBytes } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { Bank } from './bank';
import { type Answer, askAndGetId, call, phoneOf, poll, sensitiveData } from './client';
import { subjectOf } from './directory';
import { forgedToken } from './forged-token';

export const TRANSFER_SCOPE = 'my_wire_transfer_scope';
const MARIA = 'C-100001';
/** Of the everyday account. */
const MARIAS_IBAN = 'NL75ALDR7637076358';

export type Detail = Readonly<Record<string, unknown>> & {
  readonly transferId: string;
  readonly edition: number;
  readonly hash: string;
};

/** Maria's transfer to Lena, but for what the members change; the hash is always right. */
export function newTransfer(members: Readonly<Record<string, unknown>>): Detail {
  return sealed({
    type: 'wire_transfer',
    transferId: `trf_${randomBytes(16).toString('base64url')}`,
    edition: 1,
    customerId: MARIA,
    instructedAmount: { amount: '1250.00', currency: 'EUR' },
    debtorAccount: { iban: MARIAS_IBAN },
    creditorName: 'Lena Vogt',
    creditorAccount: { iban: 'DE89370400440532013000' },
    ...members,
  });
}

export function sealed<T extends object>({ hash: _old, ...detail }: T & { readonly hash?: string }) {
  const hash = createHash('sha256')
    .update(canonicalize(detail) ?? '')
    .digest('base64url');
  // The rest of T and its hash.
  return { ...detail, hash } as unknown as Detail;
}

/** A token that Maria gives for exactly this, through the OP and her phone. */
export async function approvedToken(bank: Bank, detail: Detail): Promise<string> {
  const id = await askAndGetId(bank, {
    scope: `openid profile ${TRANSFER_SCOPE}`,
    authorization_details: JSON.stringify([detail]),
  });
  await (await phoneOf(bank, 'maria')).press({ approved: true });
  return String((await poll(bank, id)).body.access_token);
}

/** The same, without asking anybody. */
export async function tokenFor(bank: Bank, detail: Detail, claims: Readonly<Record<string, unknown>> = {}) {
  const sub = await subjectOf(bank, MARIA);
  return forgedToken(bank, { sub, scope: TRANSFER_SCOPE, authorization_details: [detail], ...claims });
}

/** Sends a transfer to the bank with a token for it. */
export async function send(
  bank: Bank,
  detail: Detail,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  return post(bank, detail, { authorization: `Bearer ${await tokenFor(bank, detail)}`, ...headers });
}

export function post(bank: Bank, detail: Detail, headers: Readonly<Record<string, string>>): Promise<Answer> {
  return call(`${bank.url}/api/transfers`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'idempotency-key': `${detail.transferId}.${detail.edition}`,
      ...headers,
    },
    body: JSON.stringify(detail),
  });
}

interface Statement {
  /** Of the everyday account, in cents. */
  readonly balance: number;
  readonly transactions: readonly Readonly<Record<string, unknown>>[];
}

/** What the bank says of Maria's money. */
export async function statement(bank: Bank): Promise<Statement> {
  const sub = await subjectOf(bank, MARIA);
  const { body } = await sensitiveData(bank, await forgedToken(bank, { sub, scope: 'read:sensitive-data' }));
  // The bank's own answer, whose shape the tests of the customer API pin.
  const { accounts, transactions } = body as unknown as Statement & {
    readonly accounts: readonly { readonly iban: string; readonly balanceMinor: number }[];
  };
  const account = accounts.find(({ iban }) => iban === MARIAS_IBAN);
  if (!account) throw new Error('Maria has no everyday account');
  return { balance: account.balanceMinor, transactions };
}
