'use server';

import { liftHold as lift, placeHold as place } from '@/lib/retention/hold';
import type { LegalHold } from '@/lib/retention/view';
import { act } from '@/lib/web/action';
import type { Result } from '@/lib/web/view';

/** @param customer number, or a name only they have */
export async function placeHold(customer: string, reason: string): Promise<Result<LegalHold>> {
  return act([customer, reason], (deps, actor, typed, why) => place(deps, actor, typed, why ?? ''));
}

export async function liftHold(id: string, reason: string): Promise<Result<LegalHold>> {
  return act([id, reason], (deps, actor, hold, why) => lift(deps, actor, hold, why ?? ''));
}
