import type { Customers } from '../bank/customers';
import type { Ledger } from '../bank/ledger';
import type { Transfers } from '../bank/transfers';
import { Refusal } from '../http/exchange';
import { sendJson } from '../http/reply';
import type { Route } from '../http/router';
import { authorize, type Gate } from './authorize';
import { createDpopProofs } from './dpop';
import { transferRoute } from './transfer-route';

interface Dependencies extends Omit<Gate, 'proofs'> {
  readonly customers: Customers;
  readonly ledger: Ledger;
  readonly transfers: Transfers;
}

/** The customer API: a resource server (RFC 6750) for the OP's JWT access tokens, bound ones included. */
export function apiRoutes(bank: Dependencies): Route[] {
  const gate = { ...bank, proofs: createDpopProofs() };
  return [
    {
      method: 'GET',
      path: '/api/customers/me/sensitive-data',
      handle: async ({ req, res }) => {
        const claims = await authorize(req, gate, 'read:sensitive-data');
        const customer = bank.customers.bySubject(String(claims.sub));
        if (!customer) throw new Refusal(404, 'not_found', 'the customer has left the bank');
        sendJson(res, 200, bank.ledger.dataOf(customer, new Date()));
      },
    },
    transferRoute(gate, bank.customers, bank.transfers),
  ];
}
