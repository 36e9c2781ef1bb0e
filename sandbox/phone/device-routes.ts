import type { Customer } from '../bank/customer';
import { readForm } from '../http/body';
import { sendHtml, sendRedirect } from '../http/reply';
import type { Route } from '../http/router';
import type { Phone } from './api-routes';
import { deviceName } from './device-name';
import { devicesPage } from './devices-page';
import { enrolmentGonePage, enrolPage } from './enrol-page';
import { requireSameOrigin } from './session';

const TEN_MINUTES_MS = 600_000;

/** Enrolling phones: the profile with its QR code, the link in it, and removing them again. */
export function deviceRoutes({ customers, enrolled, sessions, origin }: Phone): Route[] {
  const invitee = (code = ''): Customer | undefined => customers.bySubject(enrolled.invited(code) ?? '');

  return [
    {
      method: 'GET',
      path: '/phone/devices',
      handle: ({ req, res, query }) => {
        const wanted = customers.byKeyOrNumber(query.get('customer') ?? '');
        if (wanted) {
          res.setHeader('set-cookie', sessions.cookie(sessions.open(wanted)));
          return sendRedirect(res, '/phone/devices');
        }
        const customer = sessions.find(req);
        if (!customer) return sendRedirect(res, '/phone');
        const page = devicesPage(customer, {
          devices: enrolled.of(customer.subject),
          current: sessions.deviceOf(req),
          link: `${origin}/phone/enrol/${enrolled.invite(customer.subject)}`,
          until: Date.now() + TEN_MINUTES_MS,
        });
        sendHtml(res, 200, page);
      },
    },
    {
      method: 'POST',
      path: '/phone/devices/remove',
      handle: async ({ req, res }) => {
        const customer = sessions.require(req);
        enrolled.remove(customer.subject, (await readForm(req)).get('device') ?? '');
        // Whoever removes the device in their hand is signed out by it, and lands on the chooser.
        sendRedirect(res, sessions.find(req) ? '/phone/devices' : '/phone');
      },
    },
    {
      method: 'GET',
      path: '/phone/enrol/:code',
      handle: ({ res, params }) => {
        const customer = invitee(params.code);
        if (customer) sendHtml(res, 200, enrolPage(customer, params.code ?? ''));
        else sendHtml(res, 410, enrolmentGonePage);
      },
    },
    {
      method: 'POST',
      path: '/phone/enrol/:code',
      handle: async ({ req, res, params }) => {
        await readForm(req);
        requireSameOrigin(req, origin);
        const customer = invitee(params.code);
        const device = customer && enrolled.redeem(params.code ?? '', deviceName(req.headers['user-agent']));
        if (!device) return sendHtml(res, 410, enrolmentGonePage);
        res.setHeader('set-cookie', sessions.cookie(sessions.open(customer, device)));
        sendRedirect(res, '/phone');
      },
    },
  ];
}
