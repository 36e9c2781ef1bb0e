import { takeLogoutToken } from '@/lib/web/logout-token';

/** `backchannel_logout_uri`: where the staff IdP says that somebody signed out there, or was. */
export function POST(request: Request): Promise<Response> {
  return takeLogoutToken(request);
}
