import { stat } from 'node:fs/promises';
import path from 'node:path';
import { ConfigurationError, type Env } from '../env';
import { readProviderSettings } from '../provider-settings';
import { readTextFile } from '../text-file';
import { judgeAuthority, judgeCertificate } from './certificate';
import { type Check, check, fail, ok, type Verdict, warn } from './check';
import { holdsKeyItself } from './redact';

const titles = {
  CIBA_CLIENT_KEY: 'Client key',
  CIBA_ID_TOKEN_KEY: 'ID token key',
  CIBA_CLIENT_CERT: 'Client certificate',
  CIBA_CLIENT_CERT_KEY: 'Certificate’s key',
  CIBA_CA: 'Authorities',
} as const;
type Name = keyof typeof titles;
const names = Object.keys(titles) as Name[]; // the keys of the constant above

type Settings = Awaited<ReturnType<typeof readProviderSettings>>;

export interface Files {
  readonly checks: readonly Check[];
  /** Undefined when a file that is needed cannot be used. */
  readonly settings: Settings | undefined;
}

/** Reads the key and certificate files as the desk does, and looks closer than it. */
export async function readFiles(env: Env, now: Date): Promise<Files> {
  const { settings, problems } = await attempt(env);
  const checks = await Promise.all(
    names.flatMap((name) => {
      const file = env[name];
      if (file === undefined) return [];
      const problem = problems.get(name);
      const verdict = problem
        ? unusable(name, file, problem)
        : look(name, path.resolve(file), now).catch((error: unknown) => unusable(name, file, reason(error)));
      return [Promise.resolve(verdict).then((verdict) => check(`files.${name}`, titles[name], verdict))];
    }),
  );
  const isUsable = checks.every(({ status }) => status !== 'fail');
  return { checks, settings: isUsable ? settings : undefined };
}

async function attempt(env: Env): Promise<{ settings?: Settings; problems: ReadonlyMap<string, string> }> {
  try {
    return { settings: await readProviderSettings(env), problems: new Map() };
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    const lines = error.message.split('\n').flatMap((line) => {
      const found = /^ {2}- (\w+): (.*)$/.exec(line);
      return found?.[1] && found[2] ? [[found[1], found[2]] as const] : [];
    });
    return { problems: new Map(lines) };
  }
}

async function look(name: Name, file: string, now: Date): Promise<Verdict> {
  const text = await readTextFile(file);
  switch (name) {
    case 'CIBA_CLIENT_CERT':
      return judgeCertificate(text, now);
    case 'CIBA_CA':
      return judgeAuthority(text, now);
    default:
      return judgePermissions((await stat(file)).mode, file);
  }
}

/** Group and others; on Windows the bits mean nothing. */
export function judgePermissions(mode: number, file: string, platform = process.platform): Verdict {
  if (platform === 'win32' || (mode & 0o044) === 0)
    return ok('It can be used, and only its owner can read it.');
  return warn(`${file} can be read by other users of this machine.`, `chmod 600 ${file}`);
}

function unusable(name: Name, file: string, problem: string): Verdict {
  if (holdsKeyItself(name, file)) {
    return fail(
      `${name} holds the text of a key.`,
      `Put it into a file, and set ${name} to the path of that.`,
    );
  }
  return fail(`${problem.charAt(0).toUpperCase()}${problem.slice(1)}.`, remedyFor(name, problem, file));
}

function remedyFor(name: Name, problem: string, file: string): string {
  if (problem.startsWith('there is no file'))
    return `Correct the path in ${name}; it counts from ${process.cwd()}.`;
  if (/^\S+ cannot be read/.test(problem)) return `Let the user the desk runs as read ${file}.`;
  if (problem.includes('cannot sign')) {
    return 'Set CIBA_SIGNING_ALG to one of these, or CIBA_CLIENT_KEY to a key of the right kind.';
  }
  if (problem.includes('another key')) {
    return 'Set both to the same pair. The first certificate in the file must be the desk’s own, its authorities after it.';
  }
  return name === 'CIBA_CA' || name === 'CIBA_CLIENT_CERT'
    ? `Convert it to PEM: openssl x509 -inform der -in ${file} -out cert.pem`
    : `Convert it to PEM without a passphrase: openssl pkcs8 -topk8 -nocrypt -in ${file} -out key.pem`;
}

function reason(error: unknown): string {
  return error instanceof Error && 'code' in error
    ? `it cannot be read (${error.code})`
    : 'it cannot be read';
}
