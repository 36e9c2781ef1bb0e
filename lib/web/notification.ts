import { LONGEST_NOTIFICATION } from '../ciba/notification';
import { server } from '../server';
import { receiveNotification } from '../verification/notify';

const status = { accepted: 204, refused: 401, too_early: 503 } as const;

/** Answers the OP's pings and pushes (CIBA Core 10.2, 10.3) with nothing but a status, and never redirects. */
export async function takeNotification(request: Request): Promise<Response> {
  const deps = await server();
  const body = await bodyOf(request);
  if (body === undefined) return answer(401);
  try {
    return answer(status[await receiveNotification(deps, request.headers.get('authorization'), body)]);
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

/** @returns undefined when it is longer than any notification */
async function bodyOf(request: Request): Promise<string | undefined> {
  if (!request.body) return '';
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request.body) {
    length += chunk.length;
    if (length > LONGEST_NOTIFICATION) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
