import { headers as sentHeaders } from 'next/headers';
import { z } from 'zod';
import { say } from '@/messages/errors';
import type { StaffActor } from '../actor';
import { AppError, type Refusal } from '../errors';
import { type Server, server } from '../server';
import { PATH_HEADER } from './place';
import { problemOf } from './problem';
import { refusalIn, refuse } from './refusals';
import { currentActor } from './session';
import type { Result } from './view';

/** Our ids are short; anything else in their place was not sent by our page. */
const id = z.string().min(1).max(100);

const LONGEST_SAID = 128;
/** As somebody said it: a user code, a bank's reference, or what the page knows of what it shows. Spaces around come from typing. */
const said = z
  .string()
  .trim()
  .max(LONGEST_SAID, say.userCodeTooLong({ most: LONGEST_SAID }))
  .optional();

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
  let deps: Server | undefined;
  let actor: StaffActor | undefined;
  try {
    deps = await server();
    actor = await currentActor();
    if (!actor) throw new AppError('unauthenticated', say.sessionEnded);
    const known = id.safeParse(sent[0]);
    if (!known.success) {
      throw new AppError('invalid_input', say.notUnderstood, {
        refusal: { action: 'security.forged', why: 'body' },
      });
    }
    return { ok: true, value: await verb(deps, actor, known.data, parseSaid(sent[1])) };
  } catch (error) {
    const refusal = refusalIn(error);
    if (refusal && deps) await record(deps, refusal, actor);
    return { ok: false, problem: problemOf(error, deps?.log).problem };
  }
}

/** However that goes, what was refused stays refused. */
async function record(deps: Server, refusal: Refusal, actor: StaffActor | undefined): Promise<void> {
  try {
    const headers = await sentHeaders();
    refuse(deps, refusal, { door: 'action', address: headers.get(PATH_HEADER), headers, actor });
  } catch (fault) {
    deps.log.error({ err: fault }, 'a refusal could not be recorded');
  }
}

/** What is wrong with a user code is said without the code: the error may be logged. */
function parseSaid(sent: unknown): string | undefined {
  const parsed = said.safeParse(sent);
  if (parsed.success) return parsed.data;
  const tooLong = parsed.error.issues.find(({ code }) => code === 'too_big');
  throw new AppError('invalid_input', tooLong?.message ?? say.notUnderstood);
}
