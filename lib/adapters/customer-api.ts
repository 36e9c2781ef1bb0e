import { z } from 'zod';
import { readAnswer } from '../ciba/answer';
import type { ResourceClient } from '../ciba/resource';
import type { CustomerApi } from '../customers/customer-api';
import type { SensitiveData } from '../customers/view';

const TIMEOUT_MS = 10_000;

/** More than anybody reads on a call. What is beyond is counted. */
const MOST_ACCOUNTS = 200;
const MOST_TRANSACTIONS = 1000;

const text = z.string().max(500);
const minorUnits = z.number().int().safe();
const currency = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z]{3}$/);

const account = z.object({
  id: text,
  kind: z.enum(['current', 'savings', 'card', 'other']).catch('other'),
  name: text,
  iban: text.nullable().catch(null),
  currency,
  balanceMinor: minorUnits,
});

const transaction = z.object({
  id: text,
  bookedOn: text,
  description: text.catch(''),
  accountId: text.catch(''),
  currency,
  amountMinor: minorUnits,
});

/** One member that is not what it should be costs that member and no other. */
const given = text.min(1).nullable().catch(null);
const address = z.object({ street: given, postalCode: given, city: given, country: given });
const personal = z.object({
  dateOfBirth: given,
  taxId: given,
  address: address.catch({ street: null, postalCode: null, city: null, country: null }),
  email: given,
  phone: given,
  securityNote: given,
});

/** Without it nobody knows whose data this is. */
const answer = z.looseObject({ subject: z.string() });

/** The entries that are understood, the first ones of too many, and how many there are besides. */
function entries<T>(
  list: unknown,
  schema: z.ZodType<T>,
  most: number,
): { read: T[]; missing: number | 'all' } {
  if (!Array.isArray(list)) return { read: [], missing: 'all' };
  const read = list.flatMap((entry) => schema.safeParse(entry).data ?? []).slice(0, most);
  return { read, missing: list.length - read.length };
}

function dataIn(json: Record<string, unknown>): SensitiveData {
  const accounts = entries(json.accounts, account, MOST_ACCOUNTS);
  const transactions = entries(json.transactions, transaction, MOST_TRANSACTIONS);
  return {
    personal: personal.parse(isObject(json.personal) ? json.personal : {}),
    accounts: accounts.read,
    transactions: transactions.read,
    missing: { accounts: accounts.missing, transactions: transactions.missing },
  };
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** The customer API over HTTP: `GET {url}/customers/me/sensitive-data` with the tokens as they were issued. */
export function createHttpCustomerApi(url: string, resources: ResourceClient): CustomerApi {
  const address = new URL(`${url}/customers/me/sensitive-data`);
  return {
    async sensitiveData(tokens) {
      try {
        const response = await resources.request(tokens, 'GET', address, {
          headers: { accept: 'application/json' },
          signal: AbortSignal.timeout(TIMEOUT_MS),
        });
        if (response.status === 401) return { kind: 'token_refused' };
        if (response.status === 403) return { kind: 'not_allowed' };
        if (!response.ok) return { kind: 'unavailable', detail: `HTTP ${response.status}` };
        const { json, isGarbled } = await readAnswer(response);
        if (isGarbled) return { kind: 'unavailable', detail: 'not UTF-8' };
        const parsed = answer.safeParse(json);
        if (!parsed.success) return { kind: 'unavailable', detail: 'unexpected answer' };
        const { subject, ...rest } = parsed.data;
        return { kind: 'data', subject, data: dataIn(rest) };
      } catch (error) {
        // The name only: messages may quote what was met.
        return { kind: 'unavailable', detail: error instanceof Error ? error.name : 'unknown' };
      }
    },
  };
}
