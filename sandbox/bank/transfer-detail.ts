import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { isValidIBAN } from 'ibantools';
import { z } from 'zod';
import { minorOf } from './money';

export const WIRE_TRANSFER = 'wire_transfer';

const Iban = z.string().refine((text) => isValidIBAN(text));

/** Text that people read: nothing in it is invisible, and it is counted as they would count it. */
function readable(longest: number) {
  return z.string().regex(new RegExp(`^[^\\p{C}]{1,${longest}}$`, 'u'));
}

/** RFC 9396 detail of a transfer: what the customer is shown, what the token carries and what is executed. No more, no less. */
export const WireTransfer = z.strictObject({
  type: z.literal(WIRE_TRANSFER),
  transferId: z.string().regex(/^trf_[\w-]{22}$/),
  edition: z.int().min(1),
  customerId: z.string().regex(/^[\x21-\x7e]{1,64}$/),
  instructedAmount: z
    .strictObject({ amount: z.string(), currency: z.string() })
    .refine(({ amount, currency }) => minorOf(amount, currency) !== undefined),
  debtorAccount: z.strictObject({ iban: Iban }),
  creditorName: readable(70),
  creditorAccount: z.union([
    z.strictObject({ iban: Iban }),
    z.strictObject({
      number: z.string().regex(/^[A-Z\d](?:[A-Z\d ./-]{0,60}[A-Z\d])?$/),
      bank: readable(140),
    }),
  ]),
  remittanceInformationUnstructured: readable(140).optional(),
  hash: z.string(),
});

export type WireTransfer = z.infer<typeof WireTransfer>;

/** Whether the hash is that of everything else: base64url of the SHA-256 of the canonical JSON (RFC 8785). */
export function isSealed({ hash, ...detail }: WireTransfer): boolean {
  return createHash('sha256').update(canonical(detail)).digest('base64url') === hash;
}

/** Whether two values are the same JSON, whatever the order of their members. */
export function isSame(one: unknown, other: unknown): boolean {
  return one !== undefined && canonical(one) === canonical(other);
}

function canonical(value: unknown): string {
  return canonicalize(value) ?? '';
}
