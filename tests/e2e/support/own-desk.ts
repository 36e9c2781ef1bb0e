import { type Desk, startDesk } from '../../support/desk';
import { test } from './test';

/**
 * A desk and a sandbox for the tests of one file, which may stop and restart them.
 *
 * @returns how to get at them from within a test
 */
export function ownDesk(options?: Parameters<typeof startDesk>[0]): () => Desk {
  let desk: Desk | undefined;
  // One after the other in one worker: each would start a desk otherwise.
  test.describe.configure({ mode: 'default' });
  test.beforeAll(async () => {
    test.setTimeout(120_000);
    const sandboxEnv = { SANDBOX_INTERVAL: '1', ...options?.sandboxEnv };
    desk = await startDesk({ ...options, sandboxEnv, database: process.env.MIGRATED_DATABASE });
  });
  test.afterAll(() => desk?.stop());
  return () => {
    if (!desk) throw new Error('The desk is there from the first test on');
    return desk;
  };
}
