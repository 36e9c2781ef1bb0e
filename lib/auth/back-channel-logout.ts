import type { Logger } from '../log';
import type { EndGrantDeps } from '../verification/end-grant';
import { endSessions } from './end-sessions';
import { isSignInFault, SignInFault } from './sign-in-fault';
import type { StaffIdp } from './staff-idp';
import type { StaffSessions } from './staff-sessions';

export interface LogoutDeps extends EndGrantDeps {
  readonly sessions: Pick<StaffSessions, 'endAll'>;
  readonly staffIdp: Pick<StaffIdp, 'readLogoutToken'>;
  readonly log: Logger;
}

/** As long as a token could be shown again. */
const REMEMBERED_MS = 10 * 60 * 1000;

/**
 * What the staff IdP says when somebody signed out there, or was signed out (OpenID Connect Back-Channel Logout 1.0, 2.7): their
 * sessions here end on every node, with all they have open.
 *
 * @returns `refused` for what is no logout token of the IdP, or one that came before; `unavailable` where that cannot be told now
 */
export async function receiveLogout(
  deps: LogoutDeps,
  token: string,
): Promise<'done' | 'refused' | 'unavailable'> {
  try {
    const { jti, sub, sid } = await deps.staffIdp.readLogoutToken(token);
    const which = sid === undefined ? { subject: sub ?? '' } : { idpSession: sid, subject: sub };
    const forgetBefore = new Date(deps.clock.now().getTime() - REMEMBERED_MS);
    const count = await endSessions(deps, which, 'provider', { jti, forgetBefore });
    if (count === 'came_before') throw new SignInFault('SignInUntrusted', 'logout_token: jti: came before');
    deps.log.info({ sessions: count }, 'the staff IdP ended sessions');
    return 'done';
  } catch (error) {
    if (!isSignInFault(error)) throw error;
    deps.log.warn({ reason: error.message }, 'a logout token was not taken');
    return error.code === 'OAuthSignin' ? 'unavailable' : 'refused';
  }
}
