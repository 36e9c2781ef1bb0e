import type { Credentials } from './credentials.mjs';

export function usesSandbox(env: Readonly<Record<string, string | undefined>>): boolean;
export function sandboxEnvironment(setting: {
  env: NodeJS.ProcessEnv;
  port: number;
  sandboxPort: number;
  sandboxTlsPort?: number;
  dataDir: string;
  secrets: Record<string, string>;
  credentials?: Credentials;
}): { desk: NodeJS.ProcessEnv; sandbox: NodeJS.ProcessEnv; appUrl: string; sandboxUrl: string };
