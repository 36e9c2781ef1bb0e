import { say } from '@/messages/doctor/configuration';
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
    check('requests.expiry', judgeExpiry(env)),
    check('requests.binding-message', judgeBindingMessage(env)),
    check('requests.transfer-message', judgeTransferMessage(env)),
  ];
}

export function judgeExpiry({ profile, CIBA_REQUESTED_EXPIRY: wanted }: Env): Verdict {
  const seconds = wanted ?? purposes.account_access.requestedExpiry;
  const { max } = profile.expiry;
  const provider = profile.title;
  if (max !== undefined && seconds > max) return fail(say.requests.tooLong({ seconds, provider, max }));
  if (seconds < SHORTEST_S) return warn(say.requests.tooShort({ seconds }));
  if (wanted !== undefined && !profile.expiry.sent)
    return warn(say.requests.mayBeRefused({ seconds, provider }));
  return ok(say.requests.time({ seconds }));
}

function judgeBindingMessage({ profile }: Env): Verdict {
  const message = accountAccessMessage(newSpokenCode(), profile.bindingMessage);
  return message === undefined
    ? fail(say.requests.noMessage({ provider: profile.title }))
    : ok(say.requests.message({ example: message }));
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
  if (message === undefined) return skipped(say.requests.noTransferMessage({ provider: profile.title }));
  return ok(
    detailed
      ? say.requests.messageWithDetails({ example: message })
      : say.requests.message({ example: message }),
  );
}
