import type { SandboxOptions } from '../../../sandbox/server';
import { sandboxEnvironment } from '../../../scripts/lib/environment.mjs';
import { freePort } from '../../../scripts/lib/ports.mjs';
import { sandboxCredentials } from '../../support/sandbox-credentials';
import { type RelyingParty, relyingParty } from '../../support/sandbox-relying-party';
import { type Bank, CIBA_SECRET, openLastingBank } from './bank';

/** A bank with TLS and everything its clients prove themselves with. */
export async function openFullBank(change: Partial<SandboxOptions> = {}): Promise<Bank> {
  const files = await sandboxCredentials();
  return openLastingBank({
    credentials: {
      tlsPort: await freePort(),
      tlsCert: files.bankCert,
      tlsKey: files.bankCertKey,
      clientCa: files.ca,
      clientJwks: files.clientJwks,
    },
    ...change,
  });
}

/** The desk's environment when somebody starts it with these settings beside this bank. */
export async function deskEnv(bank: Bank, tuning: Record<string, string>): Promise<NodeJS.ProcessEnv> {
  const { desk } = sandboxEnvironment({
    env: { NODE_ENV: 'test', ...tuning },
    port: 3999,
    sandboxPort: bank.port,
    sandboxTlsPort: Number(new URL(bank.tlsUrl ?? '').port),
    dataDir: bank.dataDir,
    secrets: { CIBA_CLIENT_SECRET: CIBA_SECRET },
    credentials: await sandboxCredentials(),
  });
  return desk;
}

export async function clientOf(bank: Bank, tuning: Record<string, string> = {}): Promise<RelyingParty> {
  return relyingParty(await deskEnv(bank, tuning));
}
