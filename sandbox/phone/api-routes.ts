import { z } from 'zod';
import type { Customer } from '../bank/customer';
import type { Customers } from '../bank/customers';
import type { EnrolledDevices } from '../bank/enrolled-devices';
import type { Sent } from '../events/transmitter';
import { readJson } from '../http/body';
import { Refusal } from '../http/exchange';
import { sendJson } from '../http/reply';
import type { Route } from '../http/router';
import { say } from '../messages/en/phone';
import { asksOf } from '../op/asks';
import { canReport, type Devices } from '../op/devices';
import { isPending, type Prompt, type Prompts } from '../op/prompt';
import { outcomeOf, reportResults } from './results';
import type { PhoneSessions } from './session';

export interface Phone {
  readonly customers: Customers;
  readonly prompts: Prompts;
  readonly devices: Devices;
  readonly enrolled: EnrolledDevices;
  readonly sessions: PhoneSessions;
  /** Tells the contact centre that the customer reports a suspicious call. */
  readonly report: (customer: Customer) => Promise<Sent>;
  readonly origin: string;
}

const SignIn = z.object({ customer: z.string().min(1).max(64) });

const Response = z.object({
  requestId: z.string().min(1).max(64),
  approved: z.boolean(),
  reason: z.literal('not_me').optional(),
});

/** The phone for programs: what the page's script uses, and tests. */
export function phoneApiRoutes({ customers, prompts, devices, sessions, report }: Phone): Route[] {
  return [
    {
      method: 'POST',
      path: '/phone/api/sign-in',
      handle: async ({ req, res }) => {
        const { customer: text } = parse(SignIn, await readJson(req));
        const customer = customers.byKeyOrNumber(text);
        if (!customer) throw new Refusal(404, 'not_found', 'no such customer');
        const token = sessions.open(customer);
        const { name, number } = customer;
        sendJson(res, 200, { token, customer: { name, number } }, { 'set-cookie': sessions.cookie(token) });
      },
    },
    {
      method: 'GET',
      path: '/phone/api/requests',
      handle: ({ req, res }) => {
        const customer = sessions.require(req);
        const { name, number } = customer;
        const requests = prompts.of(customer.subject).map((prompt) => view(prompt, Date.now()));
        sendJson(res, 200, { customer: { name, number }, requests });
      },
    },
    {
      method: 'POST',
      path: '/phone/api/respond',
      handle: async ({ req, res }) => {
        const customer = sessions.require(req);
        const { requestId, approved, reason } = parse(Response, await readJson(req));
        if (approved && reason) throw new Refusal(400, 'invalid_request', 'an approval takes no reason');
        if (reason && !canReport(customer))
          throw new Refusal(400, 'invalid_request', 'this phone knows yes and no');
        const answer = approved ? 'approved' : (reason ?? 'denied');
        switch (await devices.answer(customer.subject, requestId, answer)) {
          case 'settled':
            return sendJson(res, 200, { requestId, outcome: answer, message: say.results[answer] });
          case 'unknown':
            throw new Refusal(404, 'unknown', say.results.unknown);
          case 'answered':
            throw new Refusal(409, 'answered', say.results.answered);
          case 'expired':
            throw new Refusal(409, 'expired', say.results.expired);
        }
      },
    },
    {
      method: 'POST',
      path: '/phone/api/report',
      handle: async ({ req, res }) => {
        const customer = sessions.require(req);
        const outcome = reportResults[await report(customer)];
        sendJson(res, outcome === 'report_refused' ? 502 : 200, { outcome, message: say.results[outcome] });
      },
    },
  ];
}

function view(prompt: Prompt, now: number): object {
  return {
    requestId: prompt.requestId,
    from: say.inbox.from,
    bindingMessage: prompt.bindingMessage ?? null,
    asks: asksOf(prompt),
    details: prompt.transfers ?? [],
    askedAt: new Date(prompt.askedAt).toISOString(),
    expiresAt: new Date(prompt.expiresAt).toISOString(),
    status: isPending(prompt, now) ? 'pending' : outcomeOf(prompt),
  };
}

/** @throws Refusal 400 */
export function parse<T>(schema: z.ZodType<T>, body: unknown): T {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  throw new Refusal(400, 'invalid_request', 'the body has not the expected fields');
}
