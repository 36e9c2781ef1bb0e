import { type Desk, startDesk } from '../../support/desk';
import { createDatabase } from '../../support/postgres';
import { test } from './test';

type Options = Omit<NonNullable<Parameters<typeof startDesk>[0]>, 'database'> & {
  /** With the embedded database, in its data folder; otherwise with one on the server of this run. */
  isEmbedded?: boolean;
};

/**
 * A desk and a sandbox for the tests of one file, which may stop and restart them.
 *
 * @returns how to get at them from within a test
 */
export function ownDesk({ isEmbedded = false, ...options }: Options = {}): () => Desk {
  let desk: Desk | undefined;
  // One after the other in one worker: each would start a desk otherwise.
  test.describe.configure({ mode: 'default' });
  test.beforeAll(async () => {
    test.setTimeout(120_000);
    desk = await startDesk({
      ...options,
      env: { ...(isEmbedded ? {} : { DATABASE_URL: await ownDatabase() }), ...options.env },
      sandboxEnv: { SANDBOX_INTERVAL: '1', ...options.sandboxEnv },
      database: isEmbedded ? process.env.MIGRATED_PGLITE : undefined,
    });
  });
  test.afterAll(() => desk?.stop());
  return () => {
    if (!desk) throw new Error('The desk is there from the first test on');
    return desk;
  };
}

/** The URL of a database that was migrated and never used, on the server of this run. */
export function ownDatabase(): Promise<string> {
  return createDatabase(process.env.POSTGRES_URL ?? '', process.env.MIGRATED_POSTGRES);
}
