import type { AuthOptions } from 'next-auth';
import { type SignInDeps, signInOptions } from './sign-in';
import type { StaffIdp } from './staff-idp';

interface AnswerDeps extends SignInDeps {
  readonly staffIdp: Pick<StaffIdp, 'discover'>;
}

/** What the sign-in page has words for (components/sign-in/messages.ts); the names are next-auth's. */
type SignInError = 'OAuthSignin' | 'OAuthCallback' | 'Configuration';

/**
 * Answers one request below /api/auth. Where it leads to the staff IdP or comes from there, next-auth only gets to see
 * it with the metadata of the configured issuer in hand; without, the person is back at the sign-in page.
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
  const discovery = await deps.staffIdp.discover();
  if (discovery.kind === 'away') return backToSignIn(deps, request, 'OAuthSignin');
  if (discovery.kind === 'unusable') return backToSignIn(deps, request, 'Configuration');
  const { metadata } = discovery;
  if (metadata.authorization_response_iss_parameter_supported && lacksIssuer(request)) {
    deps.log.warn({ reason: 'iss missing from the response (RFC 9207, 2.4)' }, 'staff sign-in failed');
    return backToSignIn(deps, request, 'OAuthCallback');
  }
  return nextAuth(signInOptions(deps, metadata));
}

/** next-auth cannot be told of this promise of an IdP, so it is held to it here. */
function lacksIssuer(request: Request): boolean {
  const { searchParams } = new URL(request.url);
  return searchParams.has('code') && !searchParams.has('iss');
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
