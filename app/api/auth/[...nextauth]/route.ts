import { cookies } from 'next/headers';
import NextAuth from 'next-auth';
import type { StaffActor } from '@/lib/actor';
import { answerSignIn } from '@/lib/auth/answer-sign-in';
import { server } from '@/lib/server';
import { closeAll } from '@/lib/verification/end-call';
import { callerOf, strangerOf } from '@/lib/web/caller';
import { recordFailedSignIn } from '@/lib/web/failed-sign-in';
import { asksAgain, forgetSignOut } from '@/lib/web/signed-out';

type Context = { params: Promise<{ nextauth: string[] }> };

/**
 * What the desk uses of next-auth, by method. The rest (its own pages, its sign-out, which would leave our
 * session and approvals alive, its log that anybody may write to) is not there.
 */
const used: Readonly<Record<string, readonly string[]>> = {
  // `error` and `signin` only lead on to the sign-in page.
  GET: ['csrf', 'providers', 'callback/staff', 'error', 'signin'],
  POST: ['signin/staff'],
};

async function handler(request: Request, context: Context): Promise<Response> {
  const { nextauth } = await context.params;
  const path = nextauth.join('/');
  if (!used[request.method]?.includes(path)) return new Response(null, { status: 404 });
  const deps = await server().catch(() => undefined);
  if (!deps) return new Response(null, { status: 503, headers: { 'retry-after': '2' } });
  const { address } = strangerOf(deps, request.headers);
  try {
    const jar = await cookies();
    // For nothing else the database has to be there.
    const caller = path === 'callback/staff' ? await callerOf(deps, jar, request.headers) : undefined;
    const asking = {
      ...deps,
      address,
      cookie: (name: string) => jar.get(name)?.value,
      previous: caller?.kind === 'live' ? caller.actor : undefined,
      closeAll: (actor: StaffActor) => closeAll(deps, actor),
      asksAgain: await asksAgain(deps.env.APP_URL),
    };
    const answer = await answerSignIn(asking, request, path, (options) =>
      NextAuth(options)(request, context),
    );
    recordFailedSignIn(deps, request, answer);
    if (path === 'callback/staff' && isIn(answer)) await forgetSignOut(deps.env.APP_URL);
    return answer;
  } catch (error) {
    deps.log.warn({ err: error }, 'a sign-in request was not understood');
    const refused = new Response(null, { status: 400 });
    recordFailedSignIn(deps, request, refused);
    return refused;
  }
}

/** Whether whoever came back goes on to a page other than the one they came from. */
function isIn({ headers }: Response): boolean {
  const location = headers.get('location');
  return location !== null && !/\/(?:sign-in|api\/auth)\b/.test(location);
}

export { handler as GET, handler as POST };
