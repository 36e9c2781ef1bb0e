import type { StaffActor } from '../actor';
import type { RefusedAttempt } from '../audit/refusals';
import { isAppError, type Refusal } from '../errors';
import type { Server } from '../server';
import { strangerOf } from './caller';
import { placeOf } from './place';

/** By whom and how it was tried. */
export interface Door {
  readonly door?: 'page' | 'action' | 'route';
  /** The address asked for, or of the page an action was called from. */
  readonly address?: string | null | undefined;
  readonly headers: Pick<Headers, 'get'>;
  /** Left out: nobody who is signed in. */
  readonly actor?: StaffActor | undefined;
}

type Deps = Pick<Server, 'refusals' | 'env' | 'log'>;

/** The refusal an error stands for, if it does: also one that looks like something that is not there. */
export function refusalIn(error: unknown): Refusal | undefined {
  if (!isAppError(error)) return undefined;
  return error.refusal ?? (error.code === 'forbidden' ? { why: 'forbidden' } : undefined);
}

/**
 * Records a refusal. Never fails, and nobody waits for it: what is refused stays refused, and the answer takes as long as
 * any other.
 */
export function refuse({ refusals, env, log }: Deps, refusal: Refusal, by: Door): void {
  try {
    const { action = 'security.refused', why, attempt, ...about } = refusal;
    const attempted: RefusedAttempt = {
      action,
      actor: by.actor ?? strangerOf({ env }, by.headers),
      ...about,
      details: {
        ...(by.door ? { door: by.door } : {}),
        ...(by.address ? { at: placeOf(by.address) } : {}),
        ...(attempt ? { attempt } : {}),
        why,
      },
    };
    refusals.refused(attempted);
  } catch (error) {
    log.error({ err: error, class: 'security' }, 'a refusal could not be recorded');
  }
}
