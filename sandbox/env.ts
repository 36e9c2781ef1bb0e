import path from 'node:path';
import { say } from './messages/en/terminal';

const words = say.problems;

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
  /** Without it: no TLS, and clients prove themselves with their secret only. */
  readonly credentials?: Credentials | undefined;
  /** Where requests to some customers are announced, besides their other phones. */
  readonly gotify?: GotifySettings | undefined;
}

/** Paths of files, and where mutual TLS is taken. */
export interface Credentials {
  readonly tlsPort: number;
  /** The bank's own certificate and its key, PEM. */
  readonly tlsCert: string;
  readonly tlsKey: string;
  /** Who vouches for client certificates, PEM. */
  readonly clientCa: string;
  /** The client's public keys (RFC 7517). */
  readonly clientJwks: string;
}

export interface GotifySettings {
  readonly url: string;
  readonly token: string;
  /** Customer numbers or personas' names. */
  readonly customers: readonly string[];
}

type Env = Readonly<Record<string, string | undefined>>;

/** Everything that is wrong with the environment, in one message. */
export class SettingsError extends Error {
  constructor(problems: readonly string[]) {
    super(say.cannotStartList({ problems }));
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
    problems.push(words.wholeNumber({ name, min, max, text }));
    return fallback;
  };

  const secret = (name: string): string => {
    const value = env[name] ?? '';
    if (value.length < 16) problems.push(words.secret({ name }));
    return value;
  };

  if (env.NODE_ENV === 'production' && env.SANDBOX_ALLOW_PRODUCTION !== '1') {
    problems.push(words.production);
  }

  const settings: Settings = {
    port: integer('SANDBOX_PORT', 4000, 1, 65_535),
    dataDir: path.resolve(env.SANDBOX_DATA_DIR || '.data/sandbox'),
    deskUrl: origin(httpUrl('DESK_URL', env.DESK_URL || 'http://localhost:3000', problems)),
    interval: integer('SANDBOX_INTERVAL', 2, 1, 60),
    cibaClientSecret: secret('SANDBOX_CIBA_CLIENT_SECRET'),
    staffClientSecret: secret('SANDBOX_STAFF_CLIENT_SECRET'),
    directoryToken: secret('SANDBOX_DIRECTORY_TOKEN'),
    credentials: together(env, credentialNames, problems) && {
      tlsPort: integer('SANDBOX_TLS_PORT', 4001, 1, 65_535),
      tlsCert: path.resolve(env.SANDBOX_TLS_CERT ?? ''),
      tlsKey: path.resolve(env.SANDBOX_TLS_KEY ?? ''),
      clientCa: path.resolve(env.SANDBOX_CLIENT_CA ?? ''),
      clientJwks: path.resolve(env.SANDBOX_CLIENT_JWKS ?? ''),
    },
    gotify: together(env, gotifyNames, problems) && {
      url: httpUrl('SANDBOX_GOTIFY_URL', env.SANDBOX_GOTIFY_URL ?? '', problems).replace(/\/$/, ''),
      token: env.SANDBOX_GOTIFY_TOKEN ?? '',
      customers: (env.SANDBOX_GOTIFY_CUSTOMERS ?? '').split(',').map((text) => text.trim()),
    },
  };
  if (problems.length > 0) throw new SettingsError(problems);
  return settings;
}

const credentialNames = ['SANDBOX_TLS_CERT', 'SANDBOX_TLS_KEY', 'SANDBOX_CLIENT_CA', 'SANDBOX_CLIENT_JWKS'];
const gotifyNames = ['SANDBOX_GOTIFY_URL', 'SANDBOX_GOTIFY_TOKEN', 'SANDBOX_GOTIFY_CUSTOMERS'];

/** Whether these are set; undefined when none is. Some of them alone are a mistake. */
function together(env: Env, names: readonly string[], problems: string[]): true | undefined {
  const missing = names.filter((name) => !env[name]);
  if (missing.length === names.length) return undefined;
  for (const name of missing) problems.push(words.together({ name, names }));
  return true;
}

function httpUrl(name: string, text: string, problems: string[]): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return text;
  problems.push(words.address({ name, text }));
  return '';
}

function origin(url: string): string {
  return url && new URL(url).origin;
}
