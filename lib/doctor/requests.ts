import type { Env } from '../env';
import { transferMessage } from '../transfers/message';
import type { Order } from '../transfers/transfer';
import { accountAccessMessage } from '../verification/binding-message';
import { purposes } from '../verification/purposes';
import { newSpokenCode } from '../verification/spoken-code';
import { type Check, check, fail, ok, skipped, type Verdict, warn } from './check';

/** Less than this, and people are still looking for their phone. */
const SHORTEST_S = 30;

/** Whether what verifications send is within what this OP is known to take. */
export function requestChecks(env: Env): Check[] {
  return [
    check('requests.expiry', 'Time to answer', judgeExpiry(env)),
    check('requests.binding-message', 'Binding message', judgeBindingMessage(env)),
    check('requests.transfer-message', 'Message for transfers', judgeTransferMessage(env)),
  ];
}

export function judgeExpiry({ profile, CIBA_REQUESTED_EXPIRY: wanted }: Env): Verdict {
  const seconds = wanted ?? purposes.account_access.requestedExpiry;
  const { max } = profile.expiry;
  if (max !== undefined && seconds > max) {
    return fail(
      `${seconds} seconds are more than ${profile.title} takes.`,
      `Set CIBA_REQUESTED_EXPIRY to ${max} or less.`,
    );
  }
  if (seconds < SHORTEST_S) {
    return warn(
      `Customers have ${seconds} seconds to answer, which is too short to find a phone and read.`,
      'Set CIBA_REQUESTED_EXPIRY to 60 or more.',
    );
  }
  if (wanted !== undefined && !profile.expiry.sent) {
    return warn(
      `${profile.title} refuses a requested_expiry above what is configured there for the client.`,
      'Leave CIBA_REQUESTED_EXPIRY out unless it is no longer than the lifetime configured there.',
    );
  }
  return ok(`Customers have ${seconds} seconds to answer.`);
}

function judgeBindingMessage({ profile }: Env): Verdict {
  const message = accountAccessMessage(newSpokenCode(), profile.bindingMessage);
  return message === undefined
    ? fail(`${profile.title} takes no message with the spoken code in it.`, 'Choose another CIBA_PROFILE.')
    : ok(`The phone shows a text such as “${message}”.`);
}

/** Neither short nor long. */
const example: Order = {
  sourceAccount: 'GB33BUKB20201555555555',
  payeeName: 'Anna Mustermann',
  payeeAccount: { scheme: 'iban', iban: 'DE89370400440532013000' },
  amount: { currency: 'EUR', minor: 1_234_567 },
  reference: '',
};

export function judgeTransferMessage({ profile, CIBA_AUTHORIZATION_DETAILS: wanted }: Env): Verdict {
  const detailed = wanted ?? profile.authorizationDetails;
  const message = transferMessage(example, detailed)(newSpokenCode(), profile.bindingMessage);
  if (message === undefined) {
    return skipped(
      `${profile.title} takes no message that holds amount, payee and code: transfers need CIBA_AUTHORIZATION_DETAILS=true (RFC 9396), or the CIBA_PROFILE that fits it.`,
    );
  }
  const how = detailed ? ', and amount and payee from authorization_details' : '';
  return ok(`The phone shows a text such as “${message}”${how}.`);
}
