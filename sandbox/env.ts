import path from 'node:path';

export interface Settings {
  readonly port: number;
  readonly dataDir: string;
  /** Origin of the desk: where the staff IdP may send people back to. */
  readonly deskUrl: string;
  /** Seconds between two polls, told in every acknowledgement and enforced with `slow_down`. */
  readonly interval: number;
  readonly cibaClientSecret: string;
  readonly staffClientSecret: string;
  readonly directoryToken: string;
}

type Env = Readonly<Record<string, string | undefined>>;

/** Everything that is wrong with the environment, in one message. */
export class SettingsError extends Error {
  constructor(problems: readonly string[]) {
    super(`the sandbox cannot start:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
    this.name = 'SettingsError';
  }
}

/** @throws SettingsError naming every problem at once */
export function readSettings(env: Env): Settings {
  const problems: string[] = [];

  const integer = (name: string, fallback: number, min: number, max: number): number => {
    const text = env[name] || String(fallback);
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= min && value <= max) return value;
    problems.push(`${name} must be a whole number from ${min} to ${max}, not "${text}"`);
    return fallback;
  };

  const secret = (name: string): string => {
    const value = env[name] ?? '';
    if (value.length < 16) problems.push(`${name} must be set, to 16 characters or more`);
    return value;
  };

  if (env.NODE_ENV === 'production' && env.SANDBOX_ALLOW_PRODUCTION !== '1') {
    problems.push(
      'NODE_ENV is production, and this is a demo bank: set SANDBOX_ALLOW_PRODUCTION=1 if you mean it',
    );
  }

  const settings: Settings = {
    port: integer('SANDBOX_PORT', 4000, 1, 65_535),
    dataDir: path.resolve(env.SANDBOX_DATA_DIR || '.data/sandbox'),
    deskUrl: origin(env.DESK_URL || 'http://localhost:3000', problems),
    interval: integer('SANDBOX_INTERVAL', 2, 1, 60),
    cibaClientSecret: secret('SANDBOX_CIBA_CLIENT_SECRET'),
    staffClientSecret: secret('SANDBOX_STAFF_CLIENT_SECRET'),
    directoryToken: secret('SANDBOX_DIRECTORY_TOKEN'),
  };
  if (problems.length > 0) throw new SettingsError(problems);
  return settings;
}

function origin(text: string, problems: string[]): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return url.origin;
  problems.push(`DESK_URL must be an http or https address, not "${text}"`);
  return '';
}
