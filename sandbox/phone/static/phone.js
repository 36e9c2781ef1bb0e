/** Keeps the inbox fresh, counts down, and answers without leaving the page. Everything works without it, only slower. */
import './browser.js';

const { words } = self;
const inbox = document.getElementById('inbox');
const result = document.getElementById('result');
const REFRESH_MS = 1000;

let shown = inbox?.innerHTML;
/** Ends what is being asked when this page gives way to another, which may be somebody else's. */
const leaving = new AbortController();

async function refresh() {
  if (leaving.signal.aborted) return;
  const answer = await fetch('/phone/inbox', { headers: { accept: 'text/html' }, signal: leaving.signal });
  // Signed out, or signed in as somebody else in another tab: this page shows the wrong person.
  if (answer.status === 401 || (answer.ok && answer.headers.get('x-customer') !== inbox.dataset.customer)) {
    location.replace('/phone');
    return;
  }
  if (!answer.ok) return;
  const html = await answer.text();
  if (html === shown) return;
  const focused = document.activeElement?.closest('#inbox button')?.value;
  const before = countRequests();
  shown = html;
  inbox.innerHTML = html;
  if (countRequests() > before) say('', '');
  if (focused) inbox.querySelector(`button[value="${focused}"]`)?.focus();
  tick();
}

function countRequests() {
  return inbox.querySelectorAll('.request').length;
}

function tick() {
  for (const request of inbox.querySelectorAll('.request')) {
    const asked = Number(request.dataset.asked);
    const expires = Number(request.dataset.expires);
    const left = Math.max(0, expires - Date.now());
    const seconds = Math.ceil(left / 1000);
    const clock = words.timeLeft({ minutes: Math.floor(seconds / 60), seconds: seconds % 60 });
    const label = request.querySelector('.left');
    if (label.textContent !== clock) label.textContent = clock;
    request.querySelector('.fill').style.transform = `scaleX(${left / Math.max(1, expires - asked)})`;
    request.classList.toggle('urgent', seconds <= 15);
  }
}

function say(kind, text) {
  result.className = `result ${kind}`;
  result.textContent = text;
}

async function respond(form, value) {
  for (const button of form.querySelectorAll('button')) button.disabled = true;
  const answer = await fetch('/phone/api/respond', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      requestId: form.elements.namedItem('requestId').value,
      approved: value === 'approved',
      ...(value === 'not_me' && { reason: 'not_me' }),
    }),
  });
  const { outcome, message, error, error_description: problem } = await answer.json();
  await refresh();
  say(outcome ?? error, message ?? problem);
  // The button that had the focus is gone.
  result.focus();
}

async function keepFresh() {
  try {
    if (!document.hidden) await refresh();
  } catch {
    // The bank is restarting; the next round will find it.
  }
  setTimeout(keepFresh, REFRESH_MS);
}

if (inbox) {
  inbox.addEventListener('submit', (event) => {
    const button = event.submitter;
    if (!button) return;
    event.preventDefault();
    respond(event.target, button.value).catch(() => {
      for (const each of event.target.querySelectorAll('button')) each.disabled = false;
      say('expired', words.bankSilent);
    });
  });
  document.addEventListener('submit', ({ target }) => {
    if (!inbox.contains(target)) leaving.abort();
  });
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) refresh().catch(() => undefined);
  });
  setInterval(tick, 250);
  tick();
  keepFresh();
}
// A result from the address bar is told once, not again on reload.
if (location.search) history.replaceState(null, '', location.pathname);
