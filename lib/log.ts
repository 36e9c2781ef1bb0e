import { type Logger as PinoLogger, pino } from 'pino';
import { isAppError } from './errors';

export type Logger = Pick<PinoLogger, 'debug' | 'info' | 'warn' | 'error'>;

/** Redacted wherever they appear, to two levels: a field added in haste must not become a leak. */
const secretFields = [
  'auth_req_id',
  'authReqId',
  'access_token',
  'accessToken',
  'id_token',
  'idToken',
  'refresh_token',
  'refreshToken',
  'client_secret',
  'clientSecret',
  'client_assertion',
  'authorization',
  'cookie',
  'token',
  'tokens',
  'grant',
  'response',
  'body',
];

export function createLogger(level: string): Logger {
  return pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: secretFields.flatMap((field) => [field, `*.${field}`]), censor: '[redacted]' },
    serializers: { err: describeError },
    hooks: {
      logMethod(args, method) {
        const [given] = args as [unknown];
        const error = typeof given === 'object' && given !== null && 'err' in given ? given.err : undefined;
        // While the database is away every loop comes upon it every second.
        if (isAppError(error) && error.isLogged && !this.isLevelEnabled('debug')) return;
        method.apply(this, args);
      },
    },
  });
}

/**
 * What a log line says of an error: its name, code and message, and the same of its causes.
 * Never the whole object: OAuth errors carry responses and token bodies.
 */
function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return { message: String(error) };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  return {
    name: error.name,
    code,
    message: error.message,
    stack: error.stack?.split('\n').slice(1, 6).join('\n'),
    cause: error.cause instanceof Error ? describeError(error.cause) : undefined,
  };
}
