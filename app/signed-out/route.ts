import { signedOut } from '@/lib/web/signed-out';

/** `post_logout_redirect_uri`: the staff IdP sends the browser back when its own session is over. */
export function GET(request: Request): Promise<Response> {
  return signedOut(request);
}
