import type { AuthOptions } from 'next-auth';
import { decode } from 'next-auth/jwt';
import { cookieName } from './session-cookie';
import { type SignInDeps, signInOptions } from './sign-in';
import { isSignInFault, refusedWith, type SignInError, SignInFault } from './sign-in-fault';
import type { StaffIdp } from './staff-idp';

interface AnswerDeps extends SignInDeps {
  readonly staffIdp: Pick<StaffIdp, 'discover' | 'redeem'>;
  /** The value of a cookie the request brought. */
  readonly cookie: (name: string) => string | undefined;
}

/**
 * Answers one request below /api/auth. Where it leads to the staff IdP or comes from there, next-auth only gets to see
 * it with the metadata of the configured issuer in hand; without, the person is back at the sign-in page. Why somebody did not
 * get in is logged, and told with the next step.
 *
 * @param path what follows /api/auth/
 */
export async function answerSignIn(
  deps: AnswerDeps,
  request: Request,
  path: string,
  nextAuth: (options: AuthOptions) => Promise<Response>,
): Promise<Response> {
  if (path !== 'signin/staff' && path !== 'callback/staff') return nextAuth(signInOptions(deps));
  try {
    if (path === 'callback/staff') await refuseEarly(deps, request);
    const discovery = await deps.staffIdp.discover();
    if (discovery.kind === 'away') throw new SignInFault('OAuthSignin', 'no discovery document');
    if (discovery.kind === 'unusable') throw new SignInFault('Configuration', 'discovery document');
    let fault: unknown;
    const { metadata } = discovery;
    const redeem: StaffIdp['redeem'] = (response, sent) =>
      deps.staffIdp.redeem(response, sent).catch((error: unknown) => {
        fault = error;
        throw error;
      });
    const answer = await nextAuth(signInOptions(deps, { metadata, redeem }));
    if (fault) throw fault;
    return answer;
  } catch (error) {
    if (!isSignInFault(error)) throw error;
    // Two tabs, or Back: the one who asks is in, and that is what they wanted.
    const isStale = error.code === 'SignInExpired' || error.code === 'SignInReplaced';
    if (isStale && deps.previous) return Response.redirect(wayBack(deps));
    deps.log.warn({ code: error.code, reason: error.message, err: error.cause }, 'staff sign-in failed');
    return backToSignIn(deps, request, error.code);
  }
}

/**
 * What next-auth would refuse without saying which of many things it was: that the browser does not have any more what this
 * sign-in began with, or has what another one began with, or that the IdP itself said no.
 *
 * @throws SignInFault
 */
async function refuseEarly({ env, cookie }: AnswerDeps, request: Request): Promise<void> {
  const { searchParams } = new URL(request.url);
  const name = cookieName(env.APP_URL, 'state');
  const token = cookie(name);
  const state = token && (await decode({ token, secret: env.AUTH_SECRET, salt: name }).catch(() => null));
  if (!state) throw new SignInFault('SignInExpired', 'state: nothing left of how it began');
  if (searchParams.get('state') !== state.value) {
    throw searchParams.has('state')
      ? new SignInFault('SignInReplaced', 'state: of another sign-in')
      : new SignInFault('OAuthCallback', 'state: missing');
  }
  const error = searchParams.get('error');
  if (error !== null) throw refusedWith(error);
}

/** Where the person was going when they signed in. */
function wayBack({ env, cookie }: AnswerDeps): string {
  const wanted = cookie(cookieName(env.APP_URL, 'callback-url')) ?? '/';
  const url = URL.canParse(wanted, env.APP_URL) ? new URL(wanted, env.APP_URL) : new URL(env.APP_URL);
  return url.origin === new URL(env.APP_URL).origin ? url.href : env.APP_URL;
}

/** By way of next-auth, which knows from its cookie where the person was going. */
async function backToSignIn({ env }: SignInDeps, request: Request, error: SignInError): Promise<Response> {
  const url = new URL('/api/auth/signin', env.APP_URL);
  url.searchParams.set('error', error);
  if (request.method !== 'POST') return Response.redirect(url);
  // Our page asks for a JSON answer. Its cookie is not set yet; the form says where to.
  const callbackUrl = (await request.formData()).get('callbackUrl');
  if (typeof callbackUrl === 'string') url.searchParams.set('callbackUrl', callbackUrl);
  return Response.json({ url: url.href });
}
