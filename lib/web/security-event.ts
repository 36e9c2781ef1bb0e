import { type Reception, receiveSecurityEvent } from '../security-events/receive';
import { type Refusal, refused } from '../security-events/refusal';
import { server } from '../server';
import { bodyOf } from './body';
import { refuse } from './refusals';

/** Bytes. A token with one event has well below one kB. */
const LONGEST_TOKEN = 16 * 1024;

/** Takes a Security Event Token that is pushed (RFC 8935): 202 without a word, 400 with the reason, or 503 to come again. */
export async function takeSecurityEvent(request: Request): Promise<Response> {
  const deps = await server().catch(() => undefined);
  if (!deps) return answer({ kind: 'unavailable' });
  try {
    const read = await tokenIn(request);
    if (typeof read !== 'string') return answer(read);
    const reception = await receiveSecurityEvent(deps, request.headers.get('authorization'), read);
    if (reception.kind === 'refused') {
      // A set-up mistake at the transmitter and a forged event look alike: somebody has to look.
      const by = { door: 'route', address: new URL(request.url).pathname, headers: request.headers } as const;
      refuse(deps, { action: 'security.forged', why: reception.err }, by);
    }
    return answer(reception);
  } catch (error) {
    deps.log.error({ err: error }, 'security event could not be recorded');
    return answer({ kind: 'unavailable' });
  }
}

async function tokenIn(request: Request): Promise<string | Refusal> {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/secevent+jwt')
    return refused('invalid_request', 'The content type must be application/secevent+jwt.');
  const body = await bodyOf(request, LONGEST_TOKEN);
  return (
    body ?? refused('invalid_request', `The body must be of at most ${LONGEST_TOKEN} bytes, sent in one go.`)
  );
}

function answer(reception: Reception): Response {
  const headers = { 'cache-control': 'no-store' };
  switch (reception.kind) {
    case 'accepted':
      return new Response(null, { status: 202, headers });
    case 'unavailable':
      return new Response(null, { status: 503, headers: { ...headers, 'retry-after': '5' } });
    case 'refused': {
      const { err, description } = reception;
      return Response.json(
        { err, description },
        { status: 400, headers: { ...headers, 'content-language': 'en' } },
      );
    }
  }
}
