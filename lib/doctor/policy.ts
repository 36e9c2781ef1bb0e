import { ConfigurationError, type Env } from '../env';
import { decimalOf } from '../transfers/money';
import { limitsOf, type PolicyRules } from '../transfers/policy';
import { readPolicy } from '../transfers/policy-file';
import { type Check, check, fail, ok, type Verdict, warn } from './check';

/** The file that says who has to agree to a transfer, read as the desk reads it. */
export async function policyChecks({ TRANSFER_POLICY: file }: Env): Promise<Check[]> {
  if (file === undefined) return [];
  try {
    return [check('transfers.policy', 'Transfer policy', judgePolicy(await readPolicy(file), file))];
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    const problems = error.message.split('\n').slice(1);
    const says = problems.map((line) => line.replace(/^ {2}- TRANSFER_POLICY: /, '')).join('; ');
    return [check('transfers.policy', 'Transfer policy', fail(`${says}.`, `Correct it in ${file}.`))];
  }
}

/** What a second person is needed for, and whether parts of an amount get past them that the whole would not. */
function judgePolicy(rules: PolicyRules, file: string): Verdict {
  const says: string[] = [];
  const evaded: string[] = [];
  for (const currency of Object.keys(rules.secondPersonFrom)) {
    const limits = limitsOf(rules, currency);
    if (!limits) continue;
    const text = (minor: number) => decimalOf({ currency, minor });
    const { one, payee, customer, teller } = limits;
    says.push(
      `${currency} ${text(one)} in one transfer, and in 24 hours ${text(payee)} to a payee, ${text(customer)} from a customer, ${text(teller)} by a teller`,
    );
    if (payee > one) evaded.push(currency);
  }
  if (says.length === 0) return ok('Every transfer needs a second person.');
  const all = `A second person has to agree from these amounts on: ${says.join('; ')}. Other currencies always need one.`;
  if (evaded.length === 0) return ok(all);
  return warn(
    `${all} What is ${evaded.join(', ')} can be split to go to one payee without one.`,
    `Let perPayeeAndDay.sumFrom be no more than secondPersonFrom in ${file}, unless that is meant.`,
  );
}
