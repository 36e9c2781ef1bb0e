import { LONGEST_NOTIFICATION, presentedToken } from '../ciba/notification';
import { server } from '../server';
import { receiveNotification } from '../verification/notify';

const status = { accepted: 204, refused: 401, too_early: 503 } as const;
/** A notification is sent in one go. */
const BODY_TIMEOUT_MS = 5_000;

/** Answers the OP's pings and pushes (CIBA Core 10.2, 10.3) with nothing but a status, and never redirects. */
export async function takeNotification(request: Request): Promise<Response> {
  const deps = await server();
  const authorization = request.headers.get('authorization');
  // Who shows no token of ours is not listened to.
  if (!presentedToken(authorization)) return answer(401);
  try {
    const body = await bodyOf(request);
    if (body === undefined) return answer(401);
    return answer(status[await receiveNotification(deps, authorization, body)]);
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

/** @returns undefined when it is longer than any notification, or does not come to an end */
async function bodyOf({ body }: Request): Promise<string | undefined> {
  if (!body) return '';
  const reader = body.getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    void reader.cancel();
  }, BODY_TIMEOUT_MS);
  try {
    for (;;) {
      const { done, value } = await reader.read();
      // Cancelling ends the reading as if the body had ended.
      if (done) return isLate ? undefined : Buffer.concat(chunks).toString('utf8');
      length += value.length;
      if (length > LONGEST_NOTIFICATION) return undefined;
      chunks.push(value);
    }
  } finally {
    clearTimeout(timer);
  }
}
