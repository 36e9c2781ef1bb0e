import { ConfigurationError, type Env } from '../env';
import { readPolicy } from '../transfers/policy-file';
import { type Check, check, fail, ok } from './check';

/** The file that says who has to agree to a transfer, read as the desk reads it. */
export async function policyChecks({ TRANSFER_POLICY: file }: Env): Promise<Check[]> {
  if (file === undefined) return [];
  try {
    await readPolicy(file);
    return [check('transfers.policy', 'Transfer policy', ok('It can be used.'))];
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    const problems = error.message.split('\n').slice(1);
    const says = problems.map((line) => line.replace(/^ {2}- TRANSFER_POLICY: /, '')).join('; ');
    return [check('transfers.policy', 'Transfer policy', fail(`${says}.`, `Correct it in ${file}.`))];
  }
}
