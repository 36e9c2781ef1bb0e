import type { StaffActor } from '../actor';
import { authorize } from '../auth/permissions';
import type { Clock } from '../clock';
import type { CustomerDirectory } from '../customers/directory';
import { present } from './present';
import type { VerificationStore } from './store';
import type { OpenCalls } from './view';

export interface OpenCallsDeps {
  readonly verifications: VerificationStore;
  readonly directory: CustomerDirectory;
  readonly clock: Clock;
}

/** How long a call that an alarm stopped stands among the open ones: as long as somebody works. */
const SHIFT_MS = 12 * 60 * 60 * 1000;

/** This person's verifications that still need them: what an alarm stopped first, then the oldest. */
export async function listOpenCalls(deps: OpenCallsDeps, actor: StaffActor): Promise<OpenCalls> {
  authorize(actor, 'verification.read');
  const now = deps.clock.now();
  const [current, alarmed] = await Promise.all([
    deps.verifications.listCurrentOf(actor.subject),
    deps.verifications.listAlarmedOf(actor.subject, new Date(now.getTime() - SHIFT_MS)),
  ]);
  const open = new Set(current.map(({ customerId }) => customerId));
  const stopped = alarmed.filter(({ customerId }) => !open.has(customerId));
  const alarms = new Set(alarmed.map(({ customerId }) => customerId));
  const calls = await Promise.all(
    [...stopped, ...current].map(async (verification) => {
      const customer = await deps.directory.get(verification.customerId);
      return {
        verification: present(verification, actor, now),
        alarm: alarms.has(verification.customerId),
        customer: {
          id: verification.customerId,
          name: customer?.name ?? 'Removed customer',
          number: customer?.number ?? '',
        },
      };
    }),
  );
  return { calls, now: now.toISOString() };
}
