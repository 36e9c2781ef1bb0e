import { type NextRequest, NextResponse } from 'next/server';
import { isActionBody } from './lib/web/action-request';
import { AHEAD_HEADER, isAhead, isSpeculation } from './lib/web/ahead';
import { recordForged } from './lib/web/forged';
import { PATH_HEADER } from './lib/web/place';
import { isSameOrigin } from './lib/web/same-origin';

/**
 * Before every page: a fresh nonce for the content security policy, and the page's own address for
 * whoever has to send the person to sign in and back.
 */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  if (request.method === 'POST') {
    // Pages take no posts but those of server actions. What is not one of ours goes no further.
    if (!isSameOrigin(request.headers, process.env.APP_URL)) return refused(request, 'origin', 403);
    const body = await request.clone().text();
    if (!isActionBody(request.headers.get('content-type'), body)) return refused(request, 'body', 400);
  }
  // Shown later without another request, such a page would not lock what is on screen of another customer. Browsers take
  // the refusal and ask when somebody really goes there.
  if (isSpeculation(request.headers)) return new NextResponse(null, { status: 503 });
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64');
  const policy = contentSecurityPolicy(nonce);
  const headers = new Headers(request.headers);
  headers.set('content-security-policy', policy);
  headers.set('x-nonce', nonce);
  headers.set(PATH_HEADER, request.nextUrl.pathname + request.nextUrl.search);
  // Next compares the page's host with this one letter by letter, and knows of no other port or proxy.
  const origin = request.method === 'POST' ? request.headers.get('origin') : null;
  if (origin) headers.set('x-forwarded-host', new URL(origin).host);
  headers.set(AHEAD_HEADER, String(isAhead(request.method, request.headers)));
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('content-security-policy', policy);
  return response;
}

/** The answer does not wait for the record. */
function refused(request: NextRequest, why: 'origin' | 'body', status: number): NextResponse {
  void recordForged(request, why);
  return new NextResponse(null, { status });
}

function contentSecurityPolicy(nonce: string): string {
  const development = process.env.NODE_ENV === 'development';
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ''}`,
    // Positions and widths are set as style attributes by the headless components.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    // Where a sign-out goes on (components/shell/sign-out.ts).
    `form-action 'self' ${originOf(process.env.STAFF_ISSUER)}`.trim(),
    "frame-ancestors 'none'",
  ].join('; ');
}

function originOf(issuer: string | undefined): string {
  return issuer && URL.canParse(issuer) ? new URL(issuer).origin : '';
}

export const config = {
  // Pages only: routes answer JSON or events, and files need no policy.
  matcher: [{ source: '/((?!api/|_next/static/|_next/image|icon\\.svg$|favicon\\.ico$).*)' }],
};
