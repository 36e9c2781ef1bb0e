import type { Customers } from '../bank/customers';
import { readForm } from '../http/body';
import { sendHtml, sendJson, sendRedirect } from '../http/reply';
import type { Route } from '../http/router';
import { say } from '../messages/en/bank';
import { requireSameOrigin } from '../phone/session';
import { bankPage, isBankResult } from './bank-page';
import { CREDENTIAL_COMPROMISE, type Sent, type Transmitter } from './transmitter';

interface BankOffice {
  readonly customers: Customers;
  readonly transmitter: Transmitter;
  readonly origin: string;
}

const results = { delivered: 'reported', trying: 'waits', refused: 'refused' } as const satisfies Record<
  Sent,
  string
>;

/** What the bank knows beside the customer: its keys for events, and a page that plays its fraud engine. */
export function bankRoutes({ customers, transmitter, origin }: BankOffice): Route[] {
  return [
    {
      method: 'GET',
      path: '/op/security-events/jwks',
      handle: ({ res }) => sendJson(res, 200, transmitter.publicKeys),
    },
    {
      method: 'GET',
      path: '/bank',
      handle: ({ res, query }) => {
        const result = query.get('result') ?? '';
        const customer = customers.byKeyOrNumber(query.get('customer') ?? '');
        sendHtml(res, 200, bankPage(isBankResult(result) ? { result, customer } : undefined));
      },
    },
    {
      method: 'POST',
      path: '/bank/fraud-engine',
      handle: async ({ req, res }) => {
        const text = (await readForm(req)).get('customer') ?? '';
        requireSameOrigin(req, origin);
        const customer = customers.byKeyOrNumber(text);
        if (!customer) return sendHtml(res, 404, bankPage({ result: 'unknown', customer: undefined }));
        const sent = await transmitter.send(
          CREDENTIAL_COMPROMISE,
          { credential_type: 'password', reason_admin: say.fraudEngine.reason },
          customer,
        );
        sendRedirect(res, `/bank?result=${results[sent]}&customer=${customer.number}`);
      },
    },
  ];
}
