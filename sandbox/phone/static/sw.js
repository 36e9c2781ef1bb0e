/** Shows what the bank asks while the phone's page is closed, and answers from the notification itself. */

self.importScripts('/phone/browser.js');

const words = self.words.notice;

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('push', (event) => {
  const { requestId, title, body, expiresAt } = event.data.json();
  event.waitUntil(
    self.registration.showNotification(title, {
      body,
      tag: requestId,
      icon: '/phone/icon.svg',
      timestamp: Date.now(),
      requireInteraction: true,
      actions: [
        { action: 'approve', title: words.approve },
        { action: 'deny', title: words.deny },
      ],
      data: { requestId, expiresAt },
    }),
  );
});

self.addEventListener('notificationclick', (event) => {
  const { action, notification } = event;
  notification.close();
  if (action) event.waitUntil(respond(notification, action === 'approve'));
  else event.waitUntil(openPhone());
});

async function respond({ title, tag, data }, approved) {
  const body = await answer({ requestId: data.requestId, approved }).catch(() => words.bankSilent);
  await self.registration.showNotification(title, { body, tag, icon: '/phone/icon.svg', silent: true });
}

/** The bank's own words about how it went. */
async function answer(decision) {
  const response = await fetch('/phone/api/respond', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(decision),
  });
  const { message, error_description: problem } = await response.json();
  return message ?? problem;
}

async function openPhone() {
  const pages = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const phone = pages.find(({ url }) => new URL(url).pathname === '/phone');
  await (phone ? phone.focus() : self.clients.openWindow('/phone'));
}
