import type { ServerResponse } from 'node:http';
import type { Customer } from '../bank/customer';
import { hasDemoPhone } from '../bank/enrolled-devices';
import { readForm } from '../http/body';
import { sendHtml, sendRedirect } from '../http/reply';
import type { Route } from '../http/router';
import { say } from '../messages/en/phone';
import { canReport } from '../op/devices';
import type { Answer } from '../op/prompt';
import { personas } from '../personas';
import type { Phone } from './api-routes';
import { chooserPage } from './chooser-page';
import { inbox } from './inbox';
import { phonePage } from './phone-page';
import { isResult, reportResults } from './results';
import { requireSameOrigin } from './session';

/** The phone for people. Works without its script too: the forms post, and the page says how it went. */
export function phonePageRoutes(phone: Phone): Route[] {
  const { customers, prompts, devices, enrolled, sessions, report, origin } = phone;
  const enter = (res: ServerResponse, customer: Customer): void => {
    res.setHeader('set-cookie', sessions.cookie(sessions.open(customer)));
    sendRedirect(res, '/phone');
  };
  const refuse = (res: ServerResponse, text: string): void => {
    const gone = personas.find(({ key, number }) => key === text || number === text);
    const problem = gone
      ? say.chooser.closedAccount(gone)
      : say.chooser.noSuchCustomer({ number: text.slice(0, 64) });
    sendHtml(res, 404, chooserPage(problem));
  };

  return [
    {
      method: 'GET',
      path: '/phone',
      handle: ({ req, res, query }) => {
        const wanted = query.get('customer');
        if (wanted) {
          const customer = customers.byKeyOrNumber(wanted);
          return customer ? enter(res, customer) : refuse(res, wanted);
        }
        const customer = sessions.find(req);
        if (!customer) return sendHtml(res, 200, chooserPage());
        const result = query.get('result') ?? '';
        const shown = {
          prompts: prompts.of(customer.subject),
          result: isResult(result) ? result : undefined,
          isReachable: hasDemoPhone(customer) || enrolled.of(customer.subject).length > 0,
          isNotified: sessions.deviceOf(req)?.subscription !== undefined,
        };
        sendHtml(res, 200, phonePage(customer, shown, Date.now()));
      },
    },
    {
      method: 'GET',
      path: '/phone/inbox',
      handle: ({ req, res }) => {
        const customer = sessions.require(req);
        res.setHeader('x-customer', customer.number);
        sendHtml(res, 200, inbox(prompts.of(customer.subject), canReport(customer), Date.now()));
      },
    },
    {
      method: 'POST',
      path: '/phone/sign-in',
      handle: async ({ req, res }) => {
        const text = (await readForm(req)).get('customer') ?? '';
        requireSameOrigin(req, origin);
        const customer = customers.byKeyOrNumber(text);
        if (customer) enter(res, customer);
        else refuse(res, text);
      },
    },
    {
      method: 'POST',
      path: '/phone/sign-out',
      handle: ({ req, res }) => {
        requireSameOrigin(req, origin);
        res.setHeader('set-cookie', sessions.cookie(''));
        sendRedirect(res, '/phone');
      },
    },
    {
      method: 'POST',
      path: '/phone/respond',
      handle: async ({ req, res }) => {
        const customer = sessions.require(req);
        const form = await readForm(req);
        const answer = asAnswer(form.get('answer'), canReport(customer));
        const heard = await devices.answer(customer.subject, form.get('requestId') ?? '', answer);
        sendRedirect(res, `/phone?result=${heard === 'settled' ? answer : heard}`);
      },
    },
    {
      method: 'POST',
      path: '/phone/report',
      handle: async ({ req, res }) => {
        const customer = sessions.require(req);
        sendRedirect(res, `/phone?result=${reportResults[await report(customer)]}`);
      },
    },
  ];
}

/** Anything but a clear yes is a no. */
function asAnswer(text: string | null, hasThirdButton: boolean): Answer {
  return text === 'approved' || (text === 'not_me' && hasThirdButton) ? text : 'denied';
}
