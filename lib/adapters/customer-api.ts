import { z } from 'zod';
import { readAnswer } from '../ciba/answer';
import type { ResourceClient } from '../ciba/resource';
import type { CustomerApi } from '../customers/customer-api';

const TIMEOUT_MS = 10_000;

const text = z.string().max(500);
const minorUnits = z.number().int().safe();
const currency = z.string().regex(/^[A-Z]{3}$/);

const answer = z.object({
  subject: z.string(),
  personal: z.object({
    dateOfBirth: text,
    taxId: text,
    address: z.object({ street: text, postalCode: text, city: text, country: text }),
    email: text,
    phone: text,
    securityNote: text.nullable(),
  }),
  accounts: z
    .array(
      z.object({
        id: text,
        kind: z.enum(['current', 'savings', 'card']),
        name: text,
        iban: text.nullable(),
        currency,
        balanceMinor: minorUnits,
      }),
    )
    .max(200),
  transactions: z
    .array(
      z.object({
        id: text,
        bookedOn: text,
        description: text,
        accountId: text,
        currency,
        amountMinor: minorUnits,
      }),
    )
    .max(1000),
});

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
        const { subject, ...data } = parsed.data;
        return { kind: 'data', subject, data };
      } catch (error) {
        // The name only: messages may quote what was met.
        return { kind: 'unavailable', detail: error instanceof Error ? error.name : 'unknown' };
      }
    },
  };
}
