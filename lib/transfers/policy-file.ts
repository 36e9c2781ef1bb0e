import path from 'node:path';
import { z } from 'zod';
import { say } from '@/messages/transfers/policy';
import { ConfigurationError } from '../env';
import { readTextFile } from '../text-file';
import { exponentOf, LARGEST_MINOR } from './money';
import { defaultPolicy, type PolicyRules } from './policy';

/** `{"EUR": "10000", "USD": "9999.99"}`: decimals as text, so that nothing is rounded on the way. */
const amounts = z.record(z.string(), z.string()).transform((given, context) => {
  const minor: Record<string, number> = {};
  for (const [currency, text] of Object.entries(given)) {
    const amount = minorOf(text, exponentOf(currency));
    if (amount === undefined) {
      context.addIssue({
        code: 'custom',
        path: [currency],
        message: say.notAnAmount({ text, currency }),
      });
    } else {
      minor[currency] = amount;
    }
  }
  return minor;
});
/** What is left out of it follows from `secondPersonFrom` (policy.ts). */
const sumFrom = amounts.default({});

/** `5` is short for `{"count": 5}`. */
function perDay(byDefault: { readonly count: number }) {
  return z.preprocess(
    (written) => (typeof written === 'number' ? { count: written } : written),
    z.strictObject({ count: z.number().int().positive().default(byDefault.count), sumFrom }),
  );
}

const file = z.strictObject({
  withoutCustomerUpTo: amounts.default(defaultPolicy.withoutCustomerUpTo),
  secondPersonFrom: amounts.default(defaultPolicy.secondPersonFrom),
  newPayee: z.enum(['customer', 'customer_and_second_person']).default(defaultPolicy.newPayee),
  perCustomerAndDay: perDay(defaultPolicy.perCustomerAndDay).default(defaultPolicy.perCustomerAndDay),
  perPayeeAndDay: z.strictObject({ sumFrom }).default(defaultPolicy.perPayeeAndDay),
  perTellerAndDay: perDay(defaultPolicy.perTellerAndDay).default(defaultPolicy.perTellerAndDay),
});

/**
 * Who has to agree to which transfer, as the administrator wrote it down. What the file leaves out is as by default.
 *
 * @param name of a JSON file; without one, the default policy
 * @throws ConfigurationError naming everything that is wrong in it
 */
export async function readPolicy(name: string | undefined): Promise<PolicyRules> {
  if (name === undefined) return defaultPolicy;
  const fail = (...problems: string[]) =>
    new ConfigurationError(problems.map((says) => ({ name: 'TRANSFER_POLICY', says })));
  const text = await readTextFile(path.resolve(/* turbopackIgnore: true */ name)).catch(() => {
    throw fail(say.cannotRead({ name }));
  });
  return parsePolicy(text, fail);
}

function parsePolicy(
  text: string,
  fail: (...problems: string[]) => Error = (...problems) => new Error(problems.join('\n')),
): PolicyRules {
  let written: unknown;
  try {
    written = JSON.parse(text);
  } catch {
    throw fail(say.notJson);
  }
  const parsed = file.safeParse(written);
  if (!parsed.success) {
    throw fail(
      ...parsed.error.issues.map(
        ({ path: where, message }) => `${where.join('.') || say.wholeFile}: ${message}`,
      ),
    );
  }
  return parsed.data;
}

function minorOf(text: string, exponent: number | undefined): number | undefined {
  const [, whole, fraction = ''] = /^(\d{1,15})(?:\.(\d{1,4}))?$/.exec(text) ?? [];
  if (whole === undefined || exponent === undefined || fraction.length > exponent) return undefined;
  const minor = Number(whole + fraction.padEnd(exponent, '0'));
  return minor <= LARGEST_MINOR ? minor : undefined;
}
