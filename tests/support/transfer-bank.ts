import type { Database } from '@/lib/adapters/postgres/database';
import { migrate } from '@/lib/adapters/postgres/migrate';
import { openPglite } from '@/lib/adapters/postgres/pglite';
import { createHttpTransferApi } from '@/lib/adapters/transfer-api';
import { createCibaClient } from '@/lib/ciba/client';
import { sandbox } from '@/lib/ciba/profiles/sandbox';
import { createProvider } from '@/lib/ciba/provider';
import { createResourceClient } from '@/lib/ciba/resource';
import { createTransport, type Transport } from '@/lib/ciba/transport';
import { systemClock } from '@/lib/clock';
import { providerSettings } from './ciba-client';
import { bankDirectory } from './transfer-customers';
import type { DeskParts } from './transfer-desk';

interface SandboxBank {
  readonly url: string;
  readonly clientSecret: string;
  /** Stands between the desk and the bank. */
  readonly line?: (transport: Transport) => Transport;
}

/** The parts of a desk on a line to the sandbox bank, its OP and its transfer API. */
export async function partsFor(
  { url, clientSecret, line = (transport) => transport }: SandboxBank,
  database: Promise<Database> = openPglite(undefined),
): Promise<DeskParts> {
  const transport = line(createTransport());
  const settings = providerSettings(`${url}/op`, {
    clientAuth: { method: 'client_secret_basic', secret: clientSecret },
    profile: sandbox,
    authorizationDetails: true,
  });
  const opened = await database;
  await migrate(opened.db);
  return {
    database: opened,
    ciba: createCibaClient(createProvider(settings, transport, systemClock)),
    transferApi: createHttpTransferApi(`${url}/api`, createResourceClient(transport)),
    directory: bankDirectory,
  };
}
