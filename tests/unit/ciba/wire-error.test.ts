import { ClientError, ResponseBodyError, WWWAuthenticateChallengeError } from 'openid-client';
import { describe, expect, test } from 'vitest';
import { parseRetryAfter, wireError } from '@/lib/ciba/wire-error';
import { START } from '../../support/samples';

const SECRET = 'access-token-in-the-body';

function bodyError(body: Record<string, unknown>, status = 400, headers: Record<string, string> = {}) {
  // The library's own types want its own JSON type; a record of JSON values is one.
  const cause = body as ConstructorParameters<typeof ResponseBodyError>[1]['cause'];
  return new ResponseBodyError('error', { cause, response: new Response('{}', { status, headers }) });
}

/** As the library throws it: the code is set inside, its type does not tell. */
function clientError(code: string, cause?: unknown): ClientError {
  return Object.assign(new ClientError('something odd', { cause }), { code });
}

describe('Retry-After', () => {
  test.each([
    ['120', 120],
    [' 7 ', 7],
    ['0', 0],
    ['Mon, 02 Mar 2026 09:00:30 GMT', 30],
    ['Mon, 02 Mar 2026 08:00:00 GMT', 0],
    ['soon', undefined],
    ['', undefined],
  ])('%j is %j seconds', (value, expected) => {
    expect(parseRetryAfter(value, START)).toBe(expected);
  });

  test.each(['-5', '1.5', '10 s', '1e9', '0x10'])(
    '%j, which is neither seconds nor a date, makes nobody wait',
    (value) => {
      expect(parseRetryAfter(value, START) ?? 0).toBe(0);
    },
  );
});

describe('an error the OP wrote', () => {
  test('is reduced to its parameters, status and timing', () => {
    const error = bodyError(
      { error: 'slow_down', error_description: 'too fast', interval: 15, access_token: SECRET },
      400,
      { 'retry-after': '20' },
    );
    expect(wireError(error, START)).toEqual({
      error: 'slow_down',
      description: 'too fast',
      status: 400,
      interval: 15,
      retryAfter: 20,
    });
  });

  test.each([0, -1, '15', null, Number.NaN])('has no interval when it says %j', (interval) => {
    expect(wireError(bodyError({ error: 'slow_down', interval }), START)).not.toHaveProperty('interval');
  });
});

describe('an answer the library could not read', () => {
  test('keeps status and Retry-After of the response, and names the fault', () => {
    const response = new Response('<html>', { status: 503, headers: { 'retry-after': '30' } });
    const error = clientError('OAUTH_RESPONSE_IS_NOT_CONFORM', response);
    expect(wireError(error, START)).toEqual({
      fault: 'OAUTH_RESPONSE_IS_NOT_CONFORM',
      status: 503,
      retryAfter: 30,
    });
  });

  test('that timed out has no status', () => {
    const error = clientError('OAUTH_TIMEOUT');
    expect(wireError(error, START)).toEqual({ fault: 'OAUTH_TIMEOUT' });
  });

  test('leaves its body behind', () => {
    const error = clientError('OAUTH_INVALID_RESPONSE', { body: { access_token: SECRET } });
    expect(JSON.stringify(wireError(error, START))).not.toContain(SECRET);
  });

  test('that is a challenge has only its status', () => {
    const response = new Response(null, { status: 401, headers: { 'www-authenticate': 'Basic realm="x"' } });
    const cause = [{ scheme: 'basic', parameters: {} }] as ConstructorParameters<
      typeof WWWAuthenticateChallengeError
    >[1]['cause'];
    const error = new WWWAuthenticateChallengeError('challenge', { cause, response });
    expect(wireError(error, START)).toEqual({ status: 401, fault: 'challenge' });
  });
});

describe('a network that fails', () => {
  test('is named by the innermost code', () => {
    const refused = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
    const error = new TypeError('fetch failed', { cause: new Error('outer', { cause: refused }) });
    expect(wireError(error, START)).toEqual({ fault: 'ECONNREFUSED' });
  });

  test('without a code is named by its kind', () => {
    expect(wireError(new TypeError('fetch failed'), START)).toEqual({ fault: 'TypeError' });
  });

  test.each(['text', undefined, null, 7, {}])('may throw anything: %j', (thrown) => {
    expect(wireError(thrown, START)).toEqual({ fault: 'unknown' });
  });
});
