import type { Customer } from './bank/customer';
import type { Customers } from './bank/customers';
import { type GotifySettings, SettingsError } from './env';
import { say as phone } from './messages/en/phone';
import { say } from './messages/en/terminal';
import type { Channel } from './notifier';

const PATIENCE_MS = 5000;
/** Of 0 to 10: from 8 on, Gotify's app makes a sound and pops up. */
const PRIORITY = 8;

/**
 * A channel through a Gotify server: its application's token, one message for each request.
 *
 * @throws SettingsError when a customer is named whom the bank does not know
 */
export function gotifyChannel(settings: GotifySettings, customers: Customers): Channel {
  const chosen = new Set(settings.customers.map((text) => known(text, customers).number));
  return {
    tell: async ({ customer, bindingMessage, details, link }) => {
      if (!chosen.has(customer.number)) return false;
      const response = await fetch(`${settings.url}/message`, {
        method: 'POST',
        redirect: 'manual',
        headers: { 'content-type': 'application/json', 'x-gotify-key': settings.token },
        body: JSON.stringify({
          title: phone.notice.title(customer),
          message: [bindingMessage ?? phone.notice.noMessage, ...details, phone.notice.notOnCall].join('\n'),
          priority: PRIORITY,
          extras: { 'client::notification': { click: { url: link } } },
        }),
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
      if (!response.ok) throw new Error(`Gotify answered ${response.status}`);
      return true;
    },
  };
}

function known(text: string, customers: Customers): Customer {
  const customer = customers.byKeyOrNumber(text);
  if (!customer) throw new SettingsError([say.problems.gotifyCustomer({ text })]);
  return customer;
}
