import { say } from '@/messages/doctor/neighbours';
import { createTransport } from '../ciba/transport';
import { ok, type Verdict, warn, within } from './check';

const LIMIT_MS = 2_000;

/** Whether the demo bank is there: OP, staff IdP and customer API are all its. */
export function judgeSandbox(url: string): Promise<Verdict> {
  const away = () => warn(say.sandbox.away);
  return within(
    LIMIT_MS,
    async (signal) => {
      try {
        const { status } = await createTransport()(`${url}/health`, { signal });
        return status === 200 ? ok(say.sandbox.answers({ address: url })) : away();
      } catch {
        return away();
      }
    },
    away,
  );
}
