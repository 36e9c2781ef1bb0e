import { hasDemoPhone, Subscription } from '../bank/enrolled-devices';
import { readJson } from '../http/body';
import { Refusal } from '../http/exchange';
import { sendJson } from '../http/reply';
import type { Route } from '../http/router';
import { say } from '../messages/en/phone';
import { isPushService } from '../notify-webpush';
import { type Phone, parse } from './api-routes';
import { deviceName } from './device-name';

/** Notifications on the phone: what its script needs to switch them on and off. */
export function pushRoutes({ enrolled, sessions }: Phone, vapidPublicKey: string): Route[] {
  return [
    {
      method: 'GET',
      path: '/phone/api/push-key',
      handle: ({ res }) => sendJson(res, 200, { publicKey: vapidPublicKey }),
    },
    {
      method: 'POST',
      path: '/phone/api/subscribe',
      handle: async ({ req, res }) => {
        const customer = sessions.require(req);
        const subscription = parse(Subscription, await readJson(req));
        if (!isPushService(subscription.endpoint)) {
          throw new Refusal(400, 'invalid_request', say.refusals.pushService);
        }
        const current = sessions.deviceOf(req);
        if (!current && !hasDemoPhone(customer)) {
          throw new Refusal(403, 'not_enrolled', say.refusals.notEnrolled);
        }
        // The demo phone is in many hands: the one that wants notifications becomes a device of its own.
        const device = current ?? enrolled.enrol(customer.subject, deviceName(req.headers['user-agent']));
        enrolled.subscribe(device, subscription);
        const token = sessions.open(customer, device);
        sendJson(res, 200, { device: device.name, token }, { 'set-cookie': sessions.cookie(token) });
      },
    },
    {
      method: 'POST',
      path: '/phone/api/unsubscribe',
      handle: ({ req, res }) => {
        sessions.require(req);
        const device = sessions.deviceOf(req);
        if (device) enrolled.subscribe(device, undefined);
        sendJson(res, 200, {});
      },
    },
  ];
}
