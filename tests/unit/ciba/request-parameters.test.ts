import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AuthenticationRequest, asForm, requestParameters } from '@/lib/ciba/request-parameters';

const request: AuthenticationRequest = {
  scope: 'openid',
  hint: { login_hint: 'maria' },
  bindingMessage: 'CALL-KX7-4PT',
  requestedExpiry: 90,
};
const plain = { expiryParameter: 'requested_expiry' };

describe('the parameters of a request', () => {
  test('are only those that were decided on: nothing is sent empty', () => {
    expect(requestParameters(request, plain)).toEqual({
      scope: 'openid',
      login_hint: 'maria',
      binding_message: 'CALL-KX7-4PT',
      requested_expiry: 90,
    });
  });

  test('leave the expiry out where the OP refuses it', () => {
    expect(JSON.stringify(requestParameters(request, {}))).not.toMatch(/expiry|90/);
  });

  test('call the expiry what the OP calls it, and nothing else', () => {
    const named = requestParameters(request, { expiryParameter: 'request_expiry' });
    expect(named).toMatchObject({ request_expiry: 90 });
    expect(named).not.toHaveProperty('requested_expiry');
  });

  test('keep an age of nothing, which asks for authentication now', () => {
    expect(requestParameters(request, { ...plain, maxAge: 0 })).toMatchObject({ max_age: 0 });
  });

  test('know no notification token when polling', () => {
    expect(requestParameters(request, plain)).not.toHaveProperty('client_notification_token');
  });
});

describe('as a form', () => {
  test('numbers are digits and objects are JSON', () => {
    const parameters = requestParameters(
      { ...request, authorizationDetails: [{ type: 'payment', amount: 5 }] },
      { ...plain, maxAge: 0, requestContext: { channel: 'contact_centre' } },
    );
    expect(asForm(parameters)).toEqual({
      scope: 'openid',
      login_hint: 'maria',
      binding_message: 'CALL-KX7-4PT',
      requested_expiry: '90',
      max_age: '0',
      authorization_details: '[{"type":"payment","amount":5}]',
      request_context: '{"channel":"contact_centre"}',
    });
  });

  test('texts stay as they are, also one that looks like JSON', () => {
    const hint = '{"format":"iss_sub","iss":"https://op.example/","sub":"x"}';
    expect(asForm({ login_hint: hint })).toEqual({ login_hint: hint });
  });

  test('objects come back from it unchanged', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (context) => {
        const { request_context: text = '' } = asForm({ request_context: context });
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(context)));
      }),
    );
  });
});
