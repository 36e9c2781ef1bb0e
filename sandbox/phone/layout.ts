import { type Html, html } from '../http/html';
import { say } from '../messages/en/phone';

export function layout(title: string, actions: Html | undefined, main: Html): Html {
  return html`<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="color-scheme" content="light dark">
  <meta name="theme-color" content="#14513a">
  <title>${say.title({ page: title })}</title>
  <link rel="manifest" href="/phone/manifest.webmanifest">
  <link rel="icon" href="/phone/icon.svg" type="image/svg+xml">
  <link rel="stylesheet" href="/phone/phone.css">
  <script type="module" src="/phone/phone.js"></script>
  <script type="module" src="/phone/notify.js"></script>
</head>
<body>
  <header class="bar">
    <img src="/phone/icon.svg" alt="" width="32" height="32">
    <span class="bank">${say.bank}</span>
    ${actions}
  </header>
  <main>${main}</main>
  <footer><p>${say.footer}</p></footer>
</body>
</html>`;
}
