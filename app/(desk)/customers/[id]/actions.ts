'use server';

import { getCustomer } from '@/lib/customers/get';
import { cancelVerification as cancel } from '@/lib/verification/cancel';
import { endCall as end, leaveOthers } from '@/lib/verification/end-call';
import { present } from '@/lib/verification/present';
import { requestVerification as request } from '@/lib/verification/request';
import type { VerificationView } from '@/lib/verification/view';
import { act } from '@/lib/web/action';
import type { Result } from '@/lib/web/view';

/** @param userCode told by the customer, where the bank wants one; sent on and kept nowhere */
export async function requestVerification(
  customerId: string,
  userCode?: string,
): Promise<Result<{ verification: VerificationView; existing: boolean }>> {
  return act([customerId, userCode], async (deps, actor, id, code) => {
    const { verification, existing } = await request(deps, actor, id, { userCode: code });
    return { verification: present(verification, actor, deps.clock.now()), existing };
  });
}

export async function cancelVerification(verificationId: string): Promise<Result<VerificationView>> {
  return act([verificationId], async (deps, actor, id) =>
    present(await cancel(deps, actor, id), actor, deps.clock.now()),
  );
}

export async function endCall(verificationId: string): Promise<Result<VerificationView>> {
  return act([verificationId], async (deps, actor, id) =>
    present(await end(deps, actor, id), actor, deps.clock.now()),
  );
}

/** The agent's page is now this customer's: what they had on screen of others is over. */
export async function enterCustomer(customerId: string): Promise<Result<null>> {
  return act([customerId], async (deps, actor, id) => {
    await getCustomer(deps, actor, id);
    await leaveOthers(deps, actor, id);
    return null;
  });
}
