import { say } from '@/messages/doctor/configuration';
import { ConfigurationError, type Env } from '../env';
import { decimalOf } from '../transfers/money';
import { limitsOf, type PolicyRules } from '../transfers/policy';
import { readPolicy } from '../transfers/policy-file';
import { type Check, check, fail, ok, type Verdict, warn } from './check';

/** The file that says who has to agree to a transfer, read as the desk reads it. */
export async function policyChecks({ TRANSFER_POLICY: file }: Env): Promise<Check[]> {
  if (file === undefined) return [];
  try {
    return [check('transfers.policy', judgePolicy(await readPolicy(file), file))];
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    const problems = error.problems.map(({ says }) => says);
    return [check('transfers.policy', fail(say.policy.unusable({ problems, file })))];
  }
}

/** What a second person is needed for, and whether parts of an amount get past them that the whole would not. */
function judgePolicy(rules: PolicyRules, file: string): Verdict {
  const found = Object.keys(rules.secondPersonFrom).flatMap((currency) => {
    const limits = limitsOf(rules, currency);
    return limits ? [{ currency, ...limits }] : [];
  });
  if (found.length === 0) return ok(say.policy.always);
  const limits = found.map(({ currency, one, payee, customer, teller }) => {
    const text = (minor: number) => decimalOf({ currency, minor });
    return { currency, one: text(one), payee: text(payee), customer: text(customer), teller: text(teller) };
  });
  const evaded = found.filter(({ one, payee }) => payee > one).map(({ currency }) => currency);
  return evaded.length === 0
    ? ok(say.policy.from({ limits }))
    : warn(say.policy.evaded({ limits, evaded, file }));
}
