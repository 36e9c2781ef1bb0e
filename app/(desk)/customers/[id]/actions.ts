'use server';

import { reportNotCustomer as report } from '@/lib/alarms/report-not-customer';
import { enterCustomer as enter } from '@/lib/customers/enter';
import { readCallReference } from '@/lib/verification/call-reference/read';
import { cancelVerification as cancel } from '@/lib/verification/cancel';
import { endCall as end } from '@/lib/verification/end-call';
import { explainDenial as explain } from '@/lib/verification/explain-denial';
import { present } from '@/lib/verification/present';
import { releaseCall as release } from '@/lib/verification/release-call';
import { requestVerification as request } from '@/lib/verification/request';
import type { VerificationView } from '@/lib/verification/view';
import { act } from '@/lib/web/action';
import type { Result } from '@/lib/web/view';

/**
 * @param seen the newest verification of theirs the page knows of, '' for none
 * @param userCode told by the customer, where the bank wants one; sent on and kept nowhere
 * @param callReference the contact centre's word for the call, kept with the verification
 */
export async function requestVerification(
  customerId: string,
  seen: string,
  userCode?: string,
  callReference?: string,
): Promise<Result<{ verification: VerificationView; existing: boolean }>> {
  return act([customerId, userCode], async (deps, actor, id, code) => {
    const { verification, existing } = await request(deps, actor, id, {
      userCode: code,
      callReference: readCallReference(callReference),
      // What is no text was not sent by our page, and knows nothing.
      seen: typeof seen === 'string' ? seen : '',
    });
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

/** @param reason in the agent's words */
export async function reportNotCustomer(
  verificationId: string,
  reason: string,
): Promise<Result<VerificationView>> {
  return act([verificationId], async (deps, actor, id) =>
    present(await report(deps, actor, id, reason), actor, deps.clock.now()),
  );
}

/** @param answer what the caller says they pressed */
export async function explainDenial(
  verificationId: string,
  answer: string,
): Promise<Result<VerificationView>> {
  return act([verificationId, answer], async (deps, actor, id, said) =>
    present(await explain(deps, actor, id, said ?? ''), actor, deps.clock.now()),
  );
}

/** Takes a colleague's verified call from them. */
export async function releaseCall(verificationId: string): Promise<Result<VerificationView>> {
  return act([verificationId], async (deps, actor, id) =>
    present(await release(deps, actor, id), actor, deps.clock.now()),
  );
}

/** The agent's page is now this customer's, and their browser had it still: what they had on screen of others is over. */
export async function enterCustomer(customerId: string): Promise<Result<null>> {
  return act([customerId], async (deps, actor, id) => {
    await enter(deps, actor, id);
    return null;
  });
}
