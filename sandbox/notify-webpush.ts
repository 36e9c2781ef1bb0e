import webPush from 'web-push';
import type { EnrolledDevices, Subscription } from './bank/enrolled-devices';
import type { VapidKeys } from './keys';
import { say } from './messages/en/phone';
import type { Channel, Notice } from './notifier';

const PATIENCE_MS = 5000;
const words = say.notice;
/** Push services must take 4096 bytes, encryption included (RFC 8030, 7.2). */
const LARGEST = 3900;

/** A channel through the push services of the browsers that customers enrolled. */
export function webPushChannel(
  devices: EnrolledDevices,
  vapid: VapidKeys,
  onError: (where: string, error: unknown) => void,
): Channel {
  const push = async (notice: Notice, subscription: Subscription): Promise<'told' | 'gone'> => {
    const { endpoint, headers, body } = webPush.generateRequestDetails(subscription, payload(notice), {
      vapidDetails: { subject: 'mailto:phones@alderbank.example', ...vapid },
      contentEncoding: 'aes128gcm',
      // A notification nobody can answer any more need not arrive.
      TTL: Math.max(0, Math.ceil((notice.expiresAt - Date.now()) / 1000)),
      urgency: 'high',
    });
    const { status, ok } = await fetch(endpoint, {
      method: 'POST',
      redirect: 'manual',
      // Strings and a number; fetch writes the number out and sets the length itself.
      headers: Object.entries(headers)
        .filter(([name]) => name.toLowerCase() !== 'content-length')
        .map(([name, value]): [string, string] => [name, String(value)]),
      body: new Uint8Array(body ?? []),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    if (status === 404 || status === 410) return 'gone';
    if (!ok) throw new Error(`the push service answered ${status}`);
    return 'told';
  };

  return {
    tell: async (notice) => {
      const told = await Promise.all(
        devices.of(notice.customer.subject).map(async (device) => {
          if (!device.subscription) return false;
          try {
            const outcome = await push(notice, device.subscription);
            // The browser has cancelled it: the device stays, silent.
            if (outcome === 'gone') devices.subscribe(device, undefined);
            return outcome === 'told';
          } catch (error) {
            onError('web push', error);
            return false;
          }
        }),
      );
      return told.includes(true);
    },
  };
}

/** Tokens and the like never travel here: what is in it is what the phone's page shows anyway. */
function payload({ customer, requestId, bindingMessage, details, expiresAt }: Notice): string {
  const message = bindingMessage ?? words.noMessage;
  const text = JSON.stringify({
    requestId,
    title: words.title(customer),
    body: [message, ...details, words.notOnCall].join('\n'),
    expiresAt,
  });
  if (Buffer.byteLength(text) <= LARGEST) return text;
  const body = [message, words.tooLong, words.notOnCall].join('\n');
  return JSON.stringify({ requestId, title: words.titleShort, body, expiresAt });
}

/** Where a subscription may lead: a push service has TLS, unless it is a double on this very machine. */
export function isPushService(endpoint: string): boolean {
  const { protocol, hostname } = new URL(endpoint);
  return (
    protocol === 'https:' || (protocol === 'http:' && /^(localhost|127\.0\.0\.1|\[::1\])$/.test(hostname))
  );
}
