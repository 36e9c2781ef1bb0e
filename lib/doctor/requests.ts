import type { Env } from '../env';
import { accountAccessMessage } from '../verification/binding-message';
import { purposes } from '../verification/purposes';
import { newSpokenCode } from '../verification/spoken-code';
import { type Check, check, fail, ok, type Verdict, warn } from './check';

/** Less than this, and people are still looking for their phone. */
const SHORTEST_S = 30;

/** Whether what verifications send is within what this OP is known to take. */
export function requestChecks(env: Env): Check[] {
  return [
    check('requests.expiry', 'Time to answer', judgeExpiry(env)),
    check('requests.binding-message', 'Binding message', judgeBindingMessage(env)),
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
