import type { Kysely } from 'kysely';
import { z } from 'zod';
import type { Clock } from '../clock';
import type { Logger } from '../log';
import { importCustomers } from './postgres/customer-directory';
import type { Schema } from './postgres/schema';

const RETRY_MS = 1000;

const customers = z.array(
  z.object({
    id: z.string(),
    subject: z.string(),
    username: z.string(),
    name: z.string(),
    phone: z.string().nullable(),
    email: z.string().nullable(),
    city: z.string().nullable(),
    segment: z.enum(['personal', 'business']),
    customerSince: z.string(),
  }),
);

/** Copies the sandbox bank's customers into the directory, in the background, until it has worked once. */
export function importSandboxDirectory(
  db: Kysely<Schema>,
  sandboxUrl: string,
  token: string | undefined,
  clock: Clock,
  log: Logger,
): void {
  const attempt = async () => {
    try {
      const response = await fetch(`${sandboxUrl}/directory/customers`, {
        headers: { authorization: `Bearer ${token}` },
        cache: 'no-store',
        signal: AbortSignal.timeout(10_000),
      });
      if (!response.ok) throw new Error(`the sandbox directory answered ${response.status}`);
      const found = customers.parse(await response.json());
      await importCustomers(
        db,
        found.map((customer) => ({ ...customer, number: customer.id })),
      );
      log.debug({ customers: found.length }, 'sandbox customers imported');
    } catch (error) {
      log.debug({ err: error }, 'sandbox customers not imported yet');
      clock.after(RETRY_MS, attempt);
    }
  };
  void attempt();
}
