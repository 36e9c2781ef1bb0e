import { ConfigurationError, readEnv, tellNextAuth } from './env';
import { server } from './server';

/**
 * Brings the server up before the first request, and down with the process. What keeps it from starting
 * is told in sentences; there is nothing to serve then.
 */
export async function start(): Promise<void> {
  try {
    const env = readEnv();
    tellNextAuth(env);
    const running = await server();
    const stop = async () => {
      await running.close().catch((error: unknown) => running.log.error({ err: error }, 'unclean stop'));
      process.exit(0);
    };
    // With NEXT_MANUAL_SIG_HANDLE, as the scripts set it, Next leaves stopping to us and does not exit first.
    process.once('SIGTERM', stop);
    process.once('SIGINT', stop);
  } catch (error) {
    process.stderr.write(`\n${explain(error)}\n`);
    process.exit(1);
  }
}

function explain(error: unknown): string {
  if (error instanceof ConfigurationError) return error.message;
  const message = error instanceof Error ? error.message : String(error);
  return `Countersign could not start: ${message}\nCheck DATABASE_URL, or DATA_DIR when the embedded database is used.`;
}
