import { startDesk } from './desk';

/** One desk and one sandbox for all specs. The workers inherit the addresses. */
export default async function setup(): Promise<() => Promise<void>> {
  const desk = await startDesk();
  process.env.DESK_URL = desk.url;
  process.env.SANDBOX_URL = desk.sandboxUrl;
  return desk.stop;
}
