import { z } from 'zod';
import { errors } from '../oidc';

export const WIRE_TRANSFER = 'wire_transfer';

/** RFC 9396 `authorization_details` of a transfer, with the members its examples use. Others may be there too. */
const WireTransfer = z.looseObject({
  type: z.literal(WIRE_TRANSFER),
  instructedAmount: z.object({
    amount: z.string().regex(/^\d{1,12}(\.\d{1,3})?$/),
    currency: z.string().regex(/^[A-Z]{3}$/),
  }),
  creditorName: z.string().min(1).max(70),
  creditorAccount: z.union([
    z.looseObject({ iban: z.string().regex(/^[A-Z]{2}\d{2}[A-Z\d]{8,30}$/) }).transform(({ iban }) => iban),
    z.looseObject({ number: z.string().min(1).max(34) }).transform(({ number }) => number),
  ]),
  remittanceInformationUnstructured: z.string().max(140).optional(),
});

/** @throws InvalidAuthorizationDetails */
export function validateTransfer(detail: unknown): void {
  const result = WireTransfer.safeParse(detail);
  if (result.success) return;
  const [issue] = result.error.issues;
  throw new errors.InvalidAuthorizationDetails(
    `wire_transfer: ${issue?.path.join('.')} is not as it should be`,
  );
}

/** What the customer is shown: "Send 1,250.00 EUR to Lena Vogt, account DE89 3704 0044 0532 0130 00, for “Rent”" */
export function transferInWords(detail: unknown): string | undefined {
  const { data } = WireTransfer.safeParse(detail);
  if (!data) return undefined;
  const { amount, currency } = data.instructedAmount;
  const account = data.creditorAccount.replace(/(.{4})(?=.)/g, '$1 ');
  const purpose = data.remittanceInformationUnstructured;
  const sentence = `Send ${grouped(amount)} ${currency} to ${data.creditorName}, account ${account}`;
  return purpose ? `${sentence}, for “${purpose}”` : sentence;
}

/** Digits stay as they were sent: a number in between would round. */
function grouped(amount: string): string {
  const [whole = '', fraction] = amount.split('.');
  const groups = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? groups : `${groups}.${fraction}`;
}
