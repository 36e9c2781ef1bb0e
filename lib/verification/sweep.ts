import { clockActor, recovery } from '../actor';
import type { CibaClient } from '../ciba/client';
import type { Clock } from '../clock';
import type { Logger } from '../log';
import { apply } from './apply';
import { endGrant } from './end-grant';
import type { VerificationStore } from './store';
import type { VerificationId } from './verification';

/**
 * Ends what has ended by the clock alone: requests whose node died, and grants that ran out.
 *
 * @param leasesOver a lease that had run out by then is over by the clock of any node
 * @param endsInterrupted false while a node that asked may only not have come to storing the answer
 */
export async function sweep(
  deps: {
    readonly verifications: VerificationStore;
    readonly ciba: Pick<CibaClient, 'revoke'>;
    readonly clock: Clock;
    readonly log: Logger;
  },
  leasesOver: Date,
  endsInterrupted: boolean,
): Promise<void> {
  const now = deps.clock.now();
  const end = (id: VerificationId, ending: Promise<unknown>) =>
    // One row that cannot be ended must not keep the others waiting; the next sweep tries it again.
    ending.catch((error: unknown) => deps.log.error({ err: error, verification: id }, 'could not be ended'));
  const interrupted = endsInterrupted ? await deps.verifications.findInterrupted(leasesOver) : [];
  for (const { id } of interrupted) await end(id, apply(deps, id, { type: 'interrupted' }, recovery));
  for (const { id } of await deps.verifications.findLapsed(now)) {
    await end(id, endGrant(deps, id, 'grant_expired', clockActor));
  }
}
