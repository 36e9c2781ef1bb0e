/** The button that switches notifications on this device on and off. */
import './browser.js';

const words = self.words.notifications;
const area = document.getElementById('notifications');
const button = document.getElementById('notify');
const text = document.getElementById('notified');

async function post(path, body) {
  const response = await fetch(`/phone/api/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error((await response.json()).error_description);
}

async function switchOn() {
  if ((await Notification.requestPermission()) !== 'granted') {
    throw new Error(words.notAllowed);
  }
  const worker = await navigator.serviceWorker.register('/phone/sw.js', { scope: '/phone' });
  const { publicKey } = await (await fetch('/phone/api/push-key')).json();
  const former = await worker.pushManager.getSubscription();
  await former?.unsubscribe();
  const subscription = await worker.pushManager
    .subscribe({ userVisibleOnly: true, applicationServerKey: publicKey })
    .catch(() => {
      throw new Error(words.noPushService);
    });
  await post('subscribe', subscription.toJSON());
}

async function switchOff() {
  await post('unsubscribe', {});
  const worker = await navigator.serviceWorker.getRegistration('/phone');
  await (await worker?.pushManager.getSubscription())?.unsubscribe();
}

if (area && 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window) {
  area.hidden = false;
  button.addEventListener('click', async () => {
    button.disabled = true;
    try {
      await (area.dataset.on === 'yes' ? switchOff() : switchOn());
      location.replace('/phone');
    } catch (error) {
      text.setAttribute('role', 'alert');
      text.textContent = error.message;
      button.disabled = false;
    }
  });
}
