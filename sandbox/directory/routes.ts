import type { Customers } from '../bank/customers';
import { bearerToken, sameSecret } from '../http/bearer';
import { Refusal } from '../http/exchange';
import { sendJson } from '../http/reply';
import type { Route } from '../http/router';

/** The bank's CRM export: who its customers are, for whoever holds the directory token. */
export function directoryRoutes(customers: Customers, token: string): Route[] {
  const rows = customers.all.map((customer) => ({
    id: customer.number,
    subject: customer.subject,
    username: customer.username,
    name: customer.name,
    phone: customer.phone,
    email: customer.email,
    city: customer.city,
    customerSince: customer.customerSince,
    segment: customer.segment,
  }));
  return [
    {
      method: 'GET',
      path: '/directory/customers',
      handle: ({ req, res }) => {
        const given = bearerToken(req);
        if (given === undefined || !sameSecret(given, token)) {
          throw new Refusal(401, 'invalid_token', 'the directory token is needed', {
            'www-authenticate': 'Bearer realm="directory"',
          });
        }
        sendJson(res, 200, rows);
      },
    },
  ];
}
