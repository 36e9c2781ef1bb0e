import { startDesk } from './desk';

/** One desk and one sandbox for all specs. The workers inherit the addresses. */
export default async function setup(): Promise<() => Promise<void>> {
  // Nobody here tests patience: a phone's answer is heard within a second.
  const desk = await startDesk({ sandboxEnv: { SANDBOX_INTERVAL: '1' } });
  process.env.DESK_URL = desk.url;
  process.env.SANDBOX_URL = desk.sandboxUrl;
  return desk.stop;
}
