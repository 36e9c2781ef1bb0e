import { clockActor, recovery } from '../actor';
import type { CibaClient } from '../ciba/client';
import type { Clock } from '../clock';
import type { Logger } from '../log';
import { apply } from './apply';
import { endGrant } from './end-grant';
import type { VerificationStore } from './store';

/** Ends what has ended by the clock alone: requests whose node died, and grants that ran out. */
export async function sweep(deps: {
  readonly verifications: VerificationStore;
  readonly ciba: Pick<CibaClient, 'revoke'>;
  readonly clock: Clock;
  readonly log: Logger;
}): Promise<void> {
  const now = deps.clock.now();
  for (const { id } of await deps.verifications.findInterrupted(now)) {
    await apply(deps, id, { type: 'interrupted' }, recovery);
  }
  for (const { id } of await deps.verifications.findLapsed(now)) {
    await endGrant(deps, id, 'grant_expired', clockActor);
  }
}
