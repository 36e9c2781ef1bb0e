import type { NextRequest } from 'next/server';
import { say } from '@/messages/errors';
import type { StaffActor } from '../actor';
import { AppError } from '../errors';
import { type Server, server } from '../server';
import { problemOf } from './problem';
import { refusalIn, refuse } from './refusals';
import { isSameOrigin, toldOrigins } from './same-origin';
import { currentActor } from './session';

/** What every answer of ours carries: none of them may be kept by anybody. */
const noStore = { 'cache-control': 'private, no-store' };

interface Call<P> {
  readonly deps: Server;
  readonly actor: StaffActor;
  readonly params: P;
  readonly request: NextRequest;
}

/** A route handler for signed-in staff: session → actor → verb → JSON, or the problem with its status. */
export function route<P = Record<never, never>>(handle: (call: Call<P>) => Promise<object>) {
  return async (request: NextRequest, context: { params: Promise<P> }): Promise<Response> => {
    let deps: Server | undefined;
    let actor: StaffActor | undefined;
    try {
      deps = await server();
      actor = await currentActor();
      if (request.method !== 'GET' && !isSameOrigin(request.headers, deps.env.APP_URL)) {
        deps.log.warn(
          { ...toldOrigins(request.headers, deps.env.APP_URL), class: 'security' },
          'refused: sent by a page of another origin',
        );
        throw notFromHere();
      }
      if (!actor) throw new AppError('unauthenticated', say.sessionEnded);
      const answer = await handle({ deps, actor, params: await context.params, request });
      return answer instanceof Response ? answer : Response.json(answer, { headers: noStore });
    } catch (error) {
      const refusal = refusalIn(error);
      const { headers, nextUrl } = request;
      if (refusal && deps)
        refuse(deps, refusal, { door: 'route', address: nextUrl.pathname, headers, actor });
      const { problem, status } = problemOf(error, deps?.log);
      return Response.json({ problem }, { status, headers: noStore });
    }
  };
}

/** What changes or records something is asked for by our own pages only. */
export function notFromHere(): AppError {
  return new AppError('forbidden', say.notFromHere, {
    refusal: { action: 'security.forged', why: 'origin' },
  });
}
