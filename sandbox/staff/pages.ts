import type { KoaContextWithOIDC } from 'oidc-provider';
import { type Html, html } from '../http/html';
import { people } from './people';

/** The list of demo staff, one button each. */
export function signInPage(uid: string): Html {
  return page(
    'Staff sign-in',
    html`<h1>Staff sign-in</h1>
<p>This is the demo bank’s identity provider. Pick who you are today; no password is asked.</p>
<form method="post" action="/staff/interaction/${uid}">
  <ul class="people">
    ${people.map(
      ({ subject, name, roles }) => html`<li><button name="subject" value="${subject}">
      <span class="face" aria-hidden="true">${initials(name)}</span>
      <span class="who"><span class="name">${name}</span>
      <span class="roles">${roles.join(', ') || 'no role at the desk'}</span></span>
    </button></li>`,
    )}
  </ul>
</form>`,
  );
}

export function expiredPage(deskUrl: string): Html {
  return page(
    'Sign-in has expired',
    html`<h1>This sign-in has expired</h1>
<p>It was opened too long ago, or finished in another tab.</p>
<p><a class="action" href="${deskUrl}/sign-in">Start again at the desk</a></p>`,
  );
}

export function sendErrorPage(
  ctx: KoaContextWithOIDC,
  out: { readonly error: string; readonly error_description?: string | undefined },
): void {
  const body = page(
    'Sign-in failed',
    html`<h1>Sign-in did not work</h1>
<p>${out.error_description ?? 'The request from the desk was not understood.'}</p>
<p><code>${out.error}</code></p>`,
  );
  ctx.type = 'html';
  ctx.set('content-security-policy', "default-src 'none'; style-src 'self'; img-src 'self'");
  ctx.body = body.text;
}

function page(title: string, main: Html): Html {
  return html`<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="color-scheme" content="light dark">
  <title>${title} · Alder Bank</title>
  <link rel="icon" href="/phone/icon.svg" type="image/svg+xml">
  <link rel="stylesheet" href="/staff-sign-in/staff.css">
</head>
<body>
  <header><img src="/phone/icon.svg" alt="" width="36" height="36"><span>Alder Bank <small>· staff sign-in</small></span></header>
  <main>${main}</main>
  <footer><p>A demo bank on your own machine. Nothing here is real.</p></footer>
</body>
</html>`;
}

function initials(name: string): string {
  return name
    .split(' ')
    .map((word) => word.charAt(0))
    .join('');
}
