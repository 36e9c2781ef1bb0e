import { receiveLogout } from '../auth/back-channel-logout';
import { server } from '../server';
import { bodyOf } from './body';
import { refuse } from './refusals';

/** Bytes. A logout token has well below one kB. */
const LONGEST_TOKEN = 16 * 1024;
const headers = { 'cache-control': 'no-store' };

/** Takes a logout token (OpenID Connect Back-Channel Logout 1.0, 2.5 to 2.8): 200, 400 with the error, or 503 to come again. */
export async function takeLogoutToken(request: Request): Promise<Response> {
  const deps = await server().catch(() => undefined);
  if (!deps) return unavailable();
  try {
    const body = await bodyOf(request, LONGEST_TOKEN);
    const token = new URLSearchParams(body ?? '').get('logout_token');
    const taken = token ? await receiveLogout(deps, token) : 'refused';
    if (taken === 'done') return new Response(null, { status: 200, headers });
    if (taken === 'unavailable') return unavailable();
    const by = { door: 'route', address: new URL(request.url).pathname, headers: request.headers } as const;
    refuse(deps, { action: 'security.forged', why: 'token' }, by);
    return Response.json({ error: 'invalid_request' }, { status: 400, headers });
  } catch (error) {
    deps.log.error({ err: error }, 'a logout token could not be followed');
    return unavailable();
  }
}

function unavailable(): Response {
  return new Response(null, { status: 503, headers: { ...headers, 'retry-after': '2' } });
}
