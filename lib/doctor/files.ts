import { stat } from 'node:fs/promises';
import path from 'node:path';
import { say } from '@/messages/doctor/configuration';
import { say as settings } from '@/messages/settings';
import { ConfigurationError, type Env, lineOf, type Problem } from '../env';
import { readProviderSettings } from '../provider-settings';
import { readTextFile } from '../text-file';
import { judgeAuthority, judgeCertificate } from './certificate';
import { type Check, check, fail, ok, type Verdict, warn } from './check';
import { holdsKeyItself } from './redact';

const names = [
  'CIBA_CLIENT_KEY',
  'CIBA_ID_TOKEN_KEY',
  'CIBA_CLIENT_CERT',
  'CIBA_CLIENT_CERT_KEY',
  'CIBA_CA',
] as const;
type Name = (typeof names)[number];

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
      const problem = problems.find((each) => each.name === name);
      const verdict = problem
        ? unusable(name, file, problem)
        : look(name, path.resolve(file), now).catch((error: unknown) =>
            unusable(name, file, unreadable(name, file, error)),
          );
      return [Promise.resolve(verdict).then((verdict) => check(`files.${name}`, verdict))];
    }),
  );
  const isUsable = checks.every(({ status }) => status !== 'fail');
  return { checks, settings: isUsable ? settings : undefined };
}

async function attempt(env: Env): Promise<{ settings?: Settings; problems: readonly Problem[] }> {
  try {
    return { settings: await readProviderSettings(env), problems: [] };
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return { problems: error.problems };
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
  if (platform === 'win32' || (mode & 0o044) === 0) return ok(say.files.ownersOnly);
  return warn(say.files.readByOthers({ file }));
}

function unusable(name: Name, file: string, problem: Problem): Verdict {
  if (holdsKeyItself(name, file)) return fail(say.files.isKey({ name }));
  return fail({ says: `${lineOf(problem)}.`, remedy: remedyFor(name, problem, file) });
}

function remedyFor(name: Name, { kind }: Problem, file: string): string {
  const { remedy } = say.files;
  switch (kind) {
    case 'absent':
      return remedy.absent({ name, folder: process.cwd() });
    case 'unreadable':
      return remedy.unreadable({ file });
    case 'cannot_sign':
      return remedy.cannotSign;
    case 'wrong_kind':
      return remedy.wrongKind({ name });
    case 'other_key':
      return remedy.otherKey;
  }
  return name === 'CIBA_CA' || name === 'CIBA_CLIENT_CERT'
    ? remedy.certificate({ file })
    : remedy.key({ file });
}

function unreadable(name: Name, file: string, error: unknown): Problem {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  return { name, kind: 'unreadable', says: settings.file.unreadable({ file, code }) };
}
