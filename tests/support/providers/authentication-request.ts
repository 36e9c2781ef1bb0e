import type { RequestRules } from './behaviour';
import { invalidRequest, OAuthError } from './oauth-error';
import type { ClientRegistration, Customer } from './provider-double';
import { isObject, type Parameters } from './request-object';

/** 22 characters of base64url are the first that can hold 128 bits. */
const SHORTEST_NOTIFICATION_TOKEN = 22;
const B64TOKEN = /^[A-Za-z0-9\-._~+/]+=*$/;

/** The parameters of a plain form: JSON ones parsed, all others as they came. */
export function readForm(form: URLSearchParams): Parameters {
  const parameters: Record<string, unknown> = Object.fromEntries(form);
  for (const name of ['authorization_details', 'request_context']) {
    const text = form.get(name);
    if (text !== null) parameters[name] = parseJson(name, text);
  }
  return parameters;
}

/** The checks of CIBA Core 7.1 and 7.2 that need neither the customer nor a key. */
export function checkParameters(
  parameters: Parameters,
  client: ClientRegistration,
  rules: RequestRules,
): void {
  checkScope(parameters.scope);
  checkBindingMessage(parameters.binding_message, rules.bindingMessage);
  checkNotificationToken(parameters.client_notification_token, client, rules);
  const { authorization_details: details, request_context: context, acr_values: acr } = parameters;
  if (details !== undefined && !(Array.isArray(details) && details.every(hasType))) {
    throw new OAuthError(400, 'invalid_authorization_details', 'an array of objects with a type');
  }
  if (context !== undefined && !isObject(context)) throw invalidRequest('request_context must be an object');
  if (acr === '') throw invalidRequest('acr_values is empty');
}

/** The seconds a request shall live, if the client asked for any. */
export function requestedExpiry(parameters: Parameters, rules: RequestRules): number | undefined {
  const name = rules.expiryParameter ?? 'requested_expiry';
  const asked = parameters[name];
  if (asked === undefined) return undefined;
  if (!/^[1-9][0-9]{0,8}$/.test(String(asked))) throw invalidRequest(`${name} must be a positive integer`);
  return Number(asked);
}

export function checkUserCode(
  { user_code: code }: Parameters,
  client: ClientRegistration,
  customer: Customer,
  rules: RequestRules,
): void {
  const { missing, wrong } = rules.userCodeErrors ?? {
    missing: 'missing_user_code',
    wrong: 'invalid_user_code',
  };
  if (code !== undefined && rules.userCode === 'refused') throw invalidRequest('user_code is not supported');
  if (code === undefined) {
    if (client.userCode) throw new OAuthError(400, missing, 'this client has to send the user_code');
  } else if (code !== customer.userCode) throw new OAuthError(400, wrong, 'not the code of this customer');
}

function checkScope(scope: unknown): void {
  if (typeof scope !== 'string' || scope === '') throw invalidRequest('scope is missing');
  if (!scope.split(' ').includes('openid')) throw invalidRequest('scope must contain openid');
}

function checkBindingMessage(message: unknown, rule: RequestRules['bindingMessage']): void {
  if (message === undefined) {
    if (rule.required) throw invalidRequest('binding_message is required');
  } else if (!rule.pattern.test(String(message))) {
    throw new OAuthError(400, rule.error, `binding_message does not match ${rule.pattern.source}`);
  }
}

function checkNotificationToken(token: unknown, { delivery }: ClientRegistration, rules: RequestRules): void {
  if (delivery === 'poll') {
    if (token !== undefined && rules.notificationTokenInPoll === 'refused') {
      throw invalidRequest('client_notification_token is for ping mode');
    }
    return;
  }
  if (typeof token !== 'string') throw invalidRequest('client_notification_token is missing');
  if (token.length > 1024) throw invalidRequest('client_notification_token is longer than 1024 characters');
  if (!B64TOKEN.test(token)) throw invalidRequest('client_notification_token is not a bearer token');
  if (token.length < SHORTEST_NOTIFICATION_TOKEN)
    throw invalidRequest('client_notification_token is guessable');
}

function hasType(detail: unknown): boolean {
  return isObject(detail) && typeof detail.type === 'string';
}

function parseJson(name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalidRequest(`${name} is not JSON`);
  }
}
