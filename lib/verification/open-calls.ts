import type { StaffActor } from '../actor';
import { authorize } from '../auth/permissions';
import type { Clock } from '../clock';
import type { CustomerDirectory } from '../customers/directory';
import { present } from './present';
import type { VerificationStore } from './store';
import type { OpenCall } from './view';

/** This person's verifications that still need them, oldest first. */
export async function listOpenCalls(
  deps: {
    readonly verifications: VerificationStore;
    readonly directory: CustomerDirectory;
    readonly clock: Clock;
  },
  actor: StaffActor,
): Promise<OpenCall[]> {
  authorize(actor, 'verification.read');
  const current = await deps.verifications.listCurrentOf(actor.subject);
  const now = deps.clock.now();
  return Promise.all(
    current.map(async (verification) => {
      const customer = await deps.directory.get(verification.customerId);
      return {
        verification: present(verification, actor, now),
        customer: {
          id: verification.customerId,
          name: customer?.name ?? 'Removed customer',
          number: customer?.number ?? '',
        },
      };
    }),
  );
}
