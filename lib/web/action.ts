import { z } from 'zod';
import type { StaffActor } from '../actor';
import { AppError } from '../errors';
import { type Server, server } from '../server';
import { problemOf } from './problem';
import { currentActor } from './session';
import type { Result } from './view';

/** Our ids are short; anything else in their place was not sent by our page. */
const id = z.string().min(1).max(100);

/** As somebody said it: a user code, a bank's reference, or what the page knows of what it shows. Spaces around come from typing. */
const said = z.string().trim().max(128, 'A user code has at most 128 characters.').optional();

/**
 * Runs a verb for a server action: session → actor → parse → verb → result.
 * Arguments of an action come from the network and are not what their types say.
 *
 * @param sent an id, and where the action takes one a short text
 */
export async function act<T>(
  sent: readonly [id: unknown, said?: unknown],
  verb: (deps: Server, actor: StaffActor, id: string, said: string | undefined) => Promise<T>,
): Promise<Result<T>> {
  const deps = await server();
  try {
    const actor = await currentActor();
    if (!actor) throw new AppError('unauthenticated', 'Your session has ended. Sign in again.');
    const known = id.safeParse(sent[0]);
    if (!known.success) throw new AppError('invalid_input', 'That request was not understood.');
    return { ok: true, value: await verb(deps, actor, known.data, parseSaid(sent[1])) };
  } catch (error) {
    return { ok: false, problem: problemOf(error, deps.log).problem };
  }
}

/** What is wrong with a user code is said without the code: the error may be logged. */
function parseSaid(sent: unknown): string | undefined {
  const parsed = said.safeParse(sent);
  if (parsed.success) return parsed.data;
  const tooLong = parsed.error.issues.find(({ code }) => code === 'too_big');
  throw new AppError('invalid_input', tooLong?.message ?? 'That request was not understood.');
}
