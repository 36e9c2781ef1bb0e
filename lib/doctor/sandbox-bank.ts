import { createTransport } from '../ciba/transport';
import { ok, type Verdict, warn, within } from './check';

const LIMIT_MS = 2_000;

/** Whether the demo bank is there: OP, staff IdP and customer API are all its. */
export function judgeSandbox(url: string): Promise<Verdict> {
  const away = () =>
    warn(
      'The sandbox bank is not running, so it cannot be asked anything.',
      'npm start starts it together with the desk.',
    );
  return within(
    LIMIT_MS,
    async (signal) => {
      try {
        const { status } = await createTransport()(`${url}/health`, { signal });
        return status === 200 ? ok(`The sandbox bank answers at ${url}.`) : away();
      } catch {
        return away();
      }
    },
    away,
  );
}
