import { describe, expect, test } from 'vitest';
import { pollError, refusal, type WireError } from '@/lib/ciba/outcome';
import type { RefusalReason } from '@/lib/ciba/profile';
import { auth0 } from '@/lib/ciba/profiles/auth0';
import { keycloak } from '@/lib/ciba/profiles/keycloak';
import { sandbox } from '@/lib/ciba/profiles/sandbox';
import { standard } from '@/lib/ciba/profiles/standard';

const wire = (error: string, more: Partial<WireError> = {}): WireError => ({ error, status: 400, ...more });

describe('an error of the backchannel authentication endpoint (CIBA Core 13)', () => {
  test.each<[string, number, RefusalReason]>([
    ['unknown_user_id', 400, 'unknown_user'],
    ['invalid_binding_message', 400, 'binding_message_refused'],
    ['unauthorized_client', 400, 'client_refused'],
    ['invalid_client', 401, 'client_refused'],
    ['invalid_client', 400, 'client_refused'],
    ['access_denied', 403, 'request_refused'],
    ['invalid_request', 400, 'setup_wrong'],
    ['invalid_scope', 400, 'setup_wrong'],
    ['invalid_request_object', 400, 'setup_wrong'],
    ['invalid_authorization_details', 400, 'setup_wrong'],
    ['unsupported_grant_type', 400, 'setup_wrong'],
    ['expired_login_hint_token', 400, 'request_refused'],
    ['missing_user_code', 400, 'user_code_wrong'],
    ['invalid_user_code', 400, 'user_code_wrong'],
    ['invalid_target', 400, 'setup_wrong'],
    ['something_new', 400, 'request_refused'],
    ['server_error', 400, 'op_unreachable'],
    ['server_error', 503, 'op_unreachable'],
    ['temporarily_unavailable', 400, 'op_unreachable'],
  ])('%s with HTTP %i means %s', (error, status, reason) => {
    expect(refusal(wire(error, { status }), standard)).toEqual({
      kind: 'refused',
      reason,
      detail: `${error}, HTTP ${status}`,
    });
  });

  test.each<[string, WireError, RefusalReason]>([
    ['a 401 challenge', { status: 401, fault: 'challenge' }, 'client_refused'],
    ['no connection', { fault: 'ECONNREFUSED' }, 'op_unreachable'],
    ['a page of HTML', { status: 502, fault: 'OAUTH_RESPONSE_IS_NOT_CONFORM' }, 'op_unreachable'],
    ['too many requests', { status: 429, fault: 'OAUTH_RESPONSE_IS_NOT_CONFORM' }, 'op_busy'],
    ['a 503 that says when to come back', { status: 503, retryAfter: 9, fault: 'x' }, 'op_busy'],
    ['a 503 that does not', { status: 503, fault: 'x' }, 'op_unreachable'],
    ['a timeout', { fault: 'OAUTH_TIMEOUT' }, 'op_unreachable'],
  ])('%s means what it says', (_what, error, reason) => {
    expect(refusal(error, standard)).toMatchObject({ kind: 'refused', reason });
  });

  test('is read in the sense of the profile where it has one of its own', () => {
    expect(refusal(wire('unauthorized_client'), sandbox)).toMatchObject({ reason: 'not_enrolled' });
    expect(refusal(wire('unknown_user_id'), sandbox)).toMatchObject({ reason: 'unknown_user' });
  });

  test.each(['__proto__', 'constructor', 'toString'])('named %s is just unknown', (error) => {
    expect(refusal(wire(error), standard)).toMatchObject({ reason: 'request_refused' });
  });
});

describe('an error of the token endpoint (CIBA Core 11)', () => {
  test('authorization_pending goes on', () => {
    expect(pollError(wire('authorization_pending'), standard)).toEqual({ kind: 'pending' });
    expect(pollError(wire('authorization_pending', { retryAfter: 9 }), standard)).toEqual({
      kind: 'pending',
      retryAfter: 9,
    });
  });

  test('slow_down goes on, slower, with what the OP demands', () => {
    expect(pollError(wire('slow_down'), standard)).toEqual({ kind: 'slow_down' });
    expect(pollError(wire('slow_down', { retryAfter: 9, interval: 20 }), standard)).toEqual({
      kind: 'slow_down',
      retryAfter: 9,
      interval: 20,
    });
  });

  test('slow_down with HTTP 429 is slow_down', () => {
    expect(pollError(wire('slow_down', { status: 429 }), standard)).toEqual({ kind: 'slow_down' });
  });

  test('expired_token is the end', () => {
    expect(pollError(wire('expired_token'), standard)).toEqual({ kind: 'expired' });
  });

  test.each(['invalid_grant', 'transaction_failed', 'something_new'])(
    '%s is the end: that id must not be asked about again',
    (error) => {
      expect(pollError(wire(error), standard)).toEqual({ kind: 'failed', detail: `${error}, HTTP 400` });
    },
  );

  test.each([
    'invalid_request',
    'unauthorized_client',
    'invalid_client',
    'invalid_scope',
    'unsupported_grant_type',
  ])('%s is the end, and the fault of how things are set up', (error) => {
    expect(pollError(wire(error, { description: 'why' }), standard)).toEqual({
      kind: 'failed',
      isSetup: true,
      detail: `${error}, HTTP 400`,
      says: 'why',
    });
  });

  test.each<[string, WireError]>([
    ['server_error', wire('server_error')],
    ['temporarily_unavailable', wire('temporarily_unavailable', { status: 503 })],
    ['HTTP 500 without a word', { status: 500, fault: 'OAUTH_RESPONSE_IS_NOT_CONFORM' }],
    ['HTTP 429 without a word', { status: 429, fault: 'OAUTH_RESPONSE_IS_NOT_CONFORM' }],
    ['no connection', { fault: 'ECONNRESET' }],
    ['a timeout', { fault: 'OAUTH_TIMEOUT' }],
  ])('%s is no judgement: ask again later', (_what, error) => {
    expect(pollError({ ...error, retryAfter: 12 }, standard)).toMatchObject({
      kind: 'unavailable',
      retryAfter: 12,
    });
  });

  test('a 401 challenge is the end: our credentials are refused', () => {
    expect(pollError({ status: 401, fault: 'challenge' }, standard)).toEqual({
      kind: 'failed',
      isSetup: true,
      detail: 'challenge, HTTP 401',
    });
  });
});

describe('access_denied', () => {
  const denial = (description?: string) =>
    wire('access_denied', description === undefined ? {} : { description });

  test('is a denial', () => {
    expect(pollError(denial('the customer denied the request'), sandbox)).toEqual({
      kind: 'denied',
      fraudReported: false,
    });
  });

  test('reports fraud in the words of the profile, and in no other', () => {
    expect(pollError(denial('fraud_reported'), sandbox)).toEqual({ kind: 'denied', fraudReported: true });
    expect(pollError(denial('Fraud_reported!'), sandbox)).toMatchObject({ fraudReported: false });
  });

  test('leaves open who denied where the provider has one answer for every no, or did not say which it was', () => {
    for (const profile of [standard, auth0, keycloak]) {
      expect(pollError(denial(), profile)).toEqual({ kind: 'denied', fraudReported: false, unclear: true });
    }
    expect(pollError(denial(), sandbox)).toMatchObject({ kind: 'denied', unclear: true });
    const configured = { ...keycloak, reportAnswers: ['access_denied: not me'] };
    expect(pollError(denial(), configured)).toEqual({ kind: 'denied', fraudReported: false });
  });

  test('reports fraud by an error of its own, too, where that is configured', () => {
    const configured = { ...standard, reportAnswers: ['fraud_suspected', 'access_denied: not me'] };
    const reported = { kind: 'denied', fraudReported: true };
    expect(pollError(wire('fraud_suspected', { description: 'anything' }), configured)).toEqual(reported);
    expect(pollError(denial('not me'), configured)).toEqual(reported);
    expect(pollError(denial('not my day'), configured)).toMatchObject({ fraudReported: false });
  });

  test('never reports fraud where the profile has no word for it', () => {
    expect(pollError(denial('fraud_reported'), standard)).toMatchObject({ fraudReported: false });
    expect(pollError(denial(), standard)).toMatchObject({ fraudReported: false });
  });
});

describe('access_denied of an OP that says it of an expiry too', () => {
  const denied = wire('access_denied');

  test('is an expiry once our own deadline has all but come', () => {
    expect(pollError(denied, auth0, true)).toEqual({ kind: 'expired' });
  });

  test('is a denial before', () => {
    expect(pollError(denied, auth0, false)).toMatchObject({ kind: 'denied', fraudReported: false });
    expect(pollError(denied, auth0)).toMatchObject({ kind: 'denied' });
  });

  test('is a denial at any time where the OP tells the two apart', () => {
    for (const profile of [standard, sandbox, keycloak]) {
      expect(pollError(denied, profile, true)).toMatchObject({ kind: 'denied' });
    }
  });

  test('changes nothing about other errors', () => {
    expect(pollError(wire('authorization_pending'), auth0, true)).toEqual({ kind: 'pending' });
    expect(pollError(wire('invalid_grant'), auth0, true)).toMatchObject({ kind: 'failed' });
  });
});

describe('an error whose description alone tells what it means', () => {
  const ofKeycloak = (description?: string) =>
    refusal(wire('invalid_request', description === undefined ? {} : { description }), keycloak);

  test('is read in the words of the profile, and in no other', () => {
    for (const unknown of ['invalid_user', 'invalid user']) {
      expect(ofKeycloak(unknown)).toMatchObject({ reason: 'unknown_user' });
    }
    for (const other of ['Invalid user', 'invalid user ', 'missing parameter : login_hint']) {
      expect(ofKeycloak(other)).toMatchObject({ reason: 'request_refused' });
    }
  });

  test('is the fault of the set-up where it speaks of nothing that differs between customers', () => {
    for (const other of ['Client Notification token supported only for the ping mode', 'Missing scope', '']) {
      expect(ofKeycloak(other)).toMatchObject({ reason: 'setup_wrong', says: other });
    }
    expect(ofKeycloak()).toEqual({
      kind: 'refused',
      reason: 'setup_wrong',
      detail: 'invalid_request, HTTP 400',
    });
  });

  test('means nothing to other profiles', () => {
    const told = wire('invalid_request', { description: 'invalid user' });
    expect(refusal(told, standard)).toMatchObject({ reason: 'request_refused' });
  });
});

test('a profile may read one error in a sense of its own, whatever the description', () => {
  const refusals = { invalid_request: 'unknown_user', 'invalid_request: no device': 'not_enrolled' } as const;
  const judge = (description: string) =>
    refusal(wire('invalid_request', { description }), { ...standard, refusals });
  for (const description of ['', 'anything']) {
    expect(judge(description)).toMatchObject({ reason: 'unknown_user' });
  }
  expect(judge('no device')).toMatchObject({ reason: 'not_enrolled' });
});

test('a refusal is told with the status it came with, and says that the OP is busy when it is', () => {
  expect(refusal({ error: 'temporarily_unavailable', status: 503, retryAfter: 3 }, standard)).toEqual({
    kind: 'refused',
    reason: 'op_busy',
    detail: 'temporarily_unavailable, HTTP 503',
  });
  expect(refusal({ error: 'slow_down', status: 429 }, standard)).toMatchObject({ reason: 'op_busy' });
});

test("the OP's description, which may name people, is in no detail", () => {
  const named = { description: 'user maria@example.com has no device' };
  const told = [
    refusal(wire('invalid_request', named), standard),
    pollError(wire('invalid_grant', named), standard),
  ];
  expect(JSON.stringify(told)).not.toContain('maria');
});
