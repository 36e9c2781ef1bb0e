import { LONGEST_NOTIFICATION, presentedToken } from '../ciba/notification';
import { server } from '../server';
import { receiveNotification } from '../verification/notify';
import { bodyOf } from './body';
import { refuse } from './refusals';

const status = { accepted: 204, too_early: 503, not_stored: 503 } as const;

/** Answers the OP's pings and pushes (CIBA Core 10.2, 10.3) with nothing but a status, and never redirects. */
export async function takeNotification(request: Request): Promise<Response> {
  const deps = await server().catch(() => undefined);
  if (!deps) return answer(503);
  const { headers } = request;
  const forged = () => {
    const by = { door: 'route', address: new URL(request.url).pathname, headers } as const;
    refuse(deps, { action: 'security.forged', why: 'token' }, by);
    return answer(401);
  };
  const authorization = headers.get('authorization');
  // Who shows no token of ours is not listened to.
  if (!presentedToken(authorization)) return forged();
  try {
    const body = await bodyOf(request, LONGEST_NOTIFICATION);
    if (body === undefined) return forged();
    const receipt = await receiveNotification(deps, authorization, body);
    return receipt === 'refused' ? forged() : answer(status[receipt]);
  } catch (error) {
    // The OP may try again; what it said was not taken.
    deps.log.error({ err: error }, 'notification could not be recorded');
    return answer(503);
  }
}

function answer(code: number): Response {
  return new Response(null, {
    status: code,
    headers: {
      'cache-control': 'no-store',
      ...(code === 401 ? { 'www-authenticate': 'Bearer' } : {}),
      ...(code === 503 ? { 'retry-after': '2' } : {}),
    },
  });
}
