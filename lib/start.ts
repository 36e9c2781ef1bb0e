import { say } from '@/messages/start';
import { ConfigurationError, readEnv, tellNextAuth } from './env';
import { begin } from './server';

/**
 * Brings the server up before the first request, and down with the process. What keeps it from starting
 * is told in sentences; there is nothing to serve then. While its database is away it is served all the same, not
 * ready, and says so.
 */
export async function start(): Promise<void> {
  try {
    tellNextAuth(readEnv());
    const isServed = new Promise<void>((resolve) => {
      const running = begin(resolve);
      running.composed.then(() => resolve(), giveUp);
      // With NEXT_MANUAL_SIG_HANDLE, as the scripts set it, Next leaves stopping to us and does not exit first.
      const stop = async () => {
        const { server } = running;
        await server?.close().catch((error: unknown) => server.log.error({ err: error }, 'unclean stop'));
        process.exit(0);
      };
      process.once('SIGTERM', stop);
      process.once('SIGINT', stop);
    });
    await isServed;
  } catch (error) {
    giveUp(error);
  }
}

function giveUp(error: unknown): void {
  process.stderr.write(`\n${explain(error)}\n`);
  process.exit(1);
}

function explain(error: unknown): string {
  if (error instanceof ConfigurationError) return error.message;
  const message = error instanceof Error ? error.message : String(error);
  return say.couldNotStart({ why: message });
}
