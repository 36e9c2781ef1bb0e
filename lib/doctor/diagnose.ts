import { say } from '@/messages/doctor/configuration';
import { type Clock, systemClock } from '../clock';
import type { Env } from '../env';
import { addressChecks } from './address';
import { type Check, check, fail, warn } from './check';
import { readConfiguration } from './configuration';
import { databaseChecks } from './database';
import type { DataFolder } from './embedded';
import { readFiles } from './files';
import { neighbourChecks } from './neighbours';
import { policyChecks } from './policy';
import { createRedactor } from './redact';
import { requestChecks } from './requests';
import { roundTripChecks } from './round-trip';
import { secretChecks } from './secrets';
import { misspeltNames } from './typos';

type Given = Readonly<Record<string, string | undefined>>;

export interface Situation {
  readonly dataFolder: DataFolder;
  readonly clock?: Clock;
}

/**
 * Everything that can be told of a configuration without starting it: within ten seconds, one finding for one cause,
 * and no secret in any of them. Changes nothing anywhere.
 */
export async function diagnose(
  given: Given,
  { dataFolder, clock = systemClock }: Situation,
): Promise<Check[]> {
  const { env, checks, wrong } = readConfiguration(given);
  const written = [...checks, ...unverifiedTls(given, wrong), ...misspeltNames(given)];
  if (!env) return redacted(written, given);
  const cibaIsWrong = [...wrong].some((name) => name.startsWith('CIBA_'));
  const files = cibaIsWrong ? { checks: [], settings: undefined } : await readFiles(env, clock.now());
  const [way, policy, neighbours, database] = await Promise.all([
    wrong.has('APP_URL') ? [] : roundTripChecks(env),
    policyChecks(env),
    neighbourChecks({ env, settings: files.settings, wrong, clock }),
    databaseChecks(env, dataFolder, given.PORT),
  ]);
  return redacted(
    [
      ...written,
      ...onPaper(given, env, wrong, cibaIsWrong),
      ...way,
      ...files.checks,
      ...policy,
      ...neighbours,
      ...database,
    ],
    given,
  );
}

/** The one finding when the environment cannot even be composed. */
export function cannotBegin(problem: string, given: Given): Check[] {
  return redacted([check('configuration.start', fail(say.cannotBegin({ says: problem })))], given);
}

/** What needs nobody to be asked. */
function onPaper(given: Given, env: Env, wrong: ReadonlySet<string>, cibaIsWrong: boolean): Check[] {
  return [
    ...secretChecks(env, wrong),
    ...(wrong.has('APP_URL') ? [] : addressChecks(given, env)),
    ...(cibaIsWrong ? [] : requestChecks(env)),
  ];
}

/** readEnv refuses it where it matters; on one machine it is merely not a habit to get into. */
function unverifiedTls(given: Given, wrong: ReadonlySet<string>): Check[] {
  const name = 'NODE_TLS_REJECT_UNAUTHORIZED';
  if (given[name] !== '0' || wrong.has(name)) return [];
  return [check(`configuration.${name}`, warn(say.unverifiedTls))];
}

function redacted(checks: readonly Check[], given: Given): Check[] {
  const redact = createRedactor(given);
  return checks.map(({ says, remedy, ...rest }) => ({
    ...rest,
    says: redact(says),
    ...(remedy === undefined ? {} : { remedy: redact(remedy) }),
  }));
}
