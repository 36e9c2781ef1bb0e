'use server';

import { dismissEnd as dismiss } from '@/lib/verification/dismiss-end';
import { act } from '@/lib/web/action';
import type { Result } from '@/lib/web/view';

/** The person has read how their verification ended. */
export async function dismissEnd(verificationId: string): Promise<Result<null>> {
  return act([verificationId], async (deps, actor, id) => {
    await dismiss(deps, actor, id);
    return null;
  });
}
