import type { CIBAEnabledConfiguration } from 'oidc-provider';
import type { Customer } from '../bank/customer';
import type { Customers } from '../bank/customers';
import { errors } from '../oidc';
import type { Devices } from './devices';
import { createHints } from './hints';

const BINDING_MESSAGE = /^[A-Za-z0-9 $€£+_.,:#/…’'()&À-ÖØ-öø-ž-]{1,100}$/;

export interface CibaBank {
  readonly issuer: string;
  readonly customers: Customers;
  /** Whether any phone is enrolled for the customer. */
  readonly isReachable: (customer: Customer) => boolean;
  readonly devices: () => Pick<Devices, 'ask'>;
}

/** oidc-provider's questions about a backchannel request, answered for this bank (CIBA Core 7.1 and 13). */
export function ciba(bank: CibaBank): CIBAEnabledConfiguration {
  const hints = createHints(bank.customers, bank.issuer);
  return {
    enabled: true,
    // Push is added in push.ts: the library knows these two.
    deliveryModes: ['poll', 'ping'],
    processLoginHint: (_ctx, hint = '') => hints.byText(hint)?.subject,
    processLoginHintToken: async ({ oidc }, token = '') =>
      oidc.client && (await hints.byToken(token, oidc.client))?.subject,
    // Asked for whatever hint it was that named the customer.
    verifyUserCode: (_ctx, account, userCode) => {
      const customer = bank.customers.bySubject(account.accountId);
      if (customer && !bank.isReachable(customer)) {
        throw new errors.UnauthorizedClient('the customer has no device enrolled');
      }
      const expected = customer?.persona?.userCode;
      if (expected === undefined) return;
      if (!userCode) throw new errors.MissingUserCode('the customer has a user code, and it was not sent');
      if (userCode !== expected) throw new errors.InvalidUserCode('that is not the customer’s user code');
    },
    validateBindingMessage: (_ctx, message) => {
      if (message !== undefined && !BINDING_MESSAGE.test(message)) {
        throw new errors.InvalidBindingMessage(
          "binding_message takes 1 to 100 Latin letters, digits, spaces, signs of currencies and + - _ . , : # / ' ( ) &",
        );
      }
    },
    validateRequestContext: () => undefined,
    triggerAuthenticationDevice: (_ctx, request) => bank.devices().ask(request),
  };
}
