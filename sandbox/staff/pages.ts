import type { KoaContextWithOIDC } from 'oidc-provider';
import { type Html, html } from '../http/html';
import { say } from '../messages/en/staff';
import { people } from './people';

/** The list of demo staff, one button each. */
export function signInPage(uid: string): Html {
  return page(
    say.signIn.title,
    html`<h1>${say.signIn.title}</h1>
<p>${say.signIn.lead}</p>
<form method="post" action="/staff/interaction/${uid}">
  <ul class="people">
    ${people.map(
      ({ subject, name, roles }) => html`<li><button name="subject" value="${subject}">
      <span class="face" aria-hidden="true">${initials(name)}</span>
      <span class="who"><span class="name">${name}</span>
      <span class="roles">${roles.join(', ') || say.signIn.noRole}</span></span>
    </button></li>`,
    )}
  </ul>
</form>`,
  );
}

export function expiredPage(deskUrl: string): Html {
  return page(
    say.expired.title,
    html`<h1>${say.expired.heading}</h1>
<p>${say.expired.text}</p>
<p><a class="action" href="${deskUrl}/sign-in">${say.expired.again}</a></p>`,
  );
}

export function sendErrorPage(
  ctx: KoaContextWithOIDC,
  out: { readonly error: string; readonly error_description?: string | undefined },
): void {
  const body = page(
    say.failed.title,
    html`<h1>${say.failed.heading}</h1>
<p>${out.error_description ?? say.failed.text}</p>
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
  <title>${say.title({ page: title })}</title>
  <link rel="icon" href="/phone/icon.svg" type="image/svg+xml">
  <link rel="stylesheet" href="/staff-sign-in/staff.css">
</head>
<body>
  <header><img src="/phone/icon.svg" alt="" width="36" height="36"><span>${say.bank} <small>${say.place}</small></span></header>
  <main>${main}</main>
  <footer><p>${say.footer}</p></footer>
</body>
</html>`;
}

function initials(name: string): string {
  return name
    .split(' ')
    .map((word) => word.charAt(0))
    .join('');
}
