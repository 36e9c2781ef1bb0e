import { z } from 'zod';
import type { StaffActor } from '../actor';
import { AppError } from '../errors';
import { type Server, server } from '../server';
import { problemOf } from './problem';
import { currentActor } from './session';
import type { Result } from './view';

/** Our ids are short; anything else in their place was not sent by our page. */
const id = z.string().min(1).max(100);

/**
 * Runs a verb for a server action that takes one id: session → actor → parse → verb → result.
 * Arguments of an action come from the network and are not what their types say.
 */
export async function act<T>(
  argument: unknown,
  verb: (deps: Server, actor: StaffActor, id: string) => Promise<T>,
): Promise<Result<T>> {
  const deps = await server();
  try {
    const actor = await currentActor();
    if (!actor) throw new AppError('unauthenticated', 'Your session has ended. Sign in again.');
    const parsed = id.safeParse(argument);
    if (!parsed.success) throw new AppError('invalid_input', 'That request was not understood.');
    return { ok: true, value: await verb(deps, actor, parsed.data) };
  } catch (error) {
    return { ok: false, problem: problemOf(error, deps.log).problem };
  }
}
