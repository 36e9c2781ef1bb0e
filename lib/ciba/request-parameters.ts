import type { Hint } from './hint';

/** What a verification decides on of CIBA Core 7.1. `requestedExpiry` in seconds. */
export interface AuthenticationRequest {
  readonly scope: string;
  readonly hint: Hint;
  readonly bindingMessage: string;
  readonly requestedExpiry: number;
  /** What only the customer knows, where the OP asks for it. Sent and forgotten. */
  readonly userCode?: string;
  /** Required for ping and push: what the OP proves itself with when it calls us. */
  readonly notificationToken?: string;
  /** RFC 9396: what exactly is to be approved. */
  readonly authorizationDetails?: readonly AuthorizationDetail[];
}

export interface AuthorizationDetail {
  readonly type: string;
  readonly [member: string]: unknown;
}

/** What goes with every request of this client. */
export interface StandingParameters {
  /** Space-separated: asked for, and then required. */
  readonly acrValues?: string | undefined;
  /** Seconds since the customer last authenticated: asked for, and then required. */
  readonly maxAge?: number | undefined;
  readonly audience?: string | undefined;
  readonly resource?: string | undefined;
  /** FAPI-CIBA: facts by which the OP may judge the risk. */
  readonly requestContext?: Readonly<Record<string, unknown>> | undefined;
  /** By what name an expiry of our own is sent; some OPs refuse any. */
  readonly expiryParameter?: string | undefined;
}

/** The parameters by their names in the specification and in the JSON types of a request object. */
export type RequestParameters = Readonly<Record<string, string | number | object>>;

export function requestParameters(
  request: AuthenticationRequest,
  standing: StandingParameters,
): RequestParameters {
  return defined({
    scope: request.scope,
    ...request.hint,
    binding_message: request.bindingMessage,
    ...(standing.expiryParameter ? { [standing.expiryParameter]: request.requestedExpiry } : {}),
    user_code: request.userCode,
    client_notification_token: request.notificationToken,
    authorization_details: request.authorizationDetails,
    acr_values: standing.acrValues,
    max_age: standing.maxAge,
    audience: standing.audience,
    resource: standing.resource,
    request_context: standing.requestContext,
  });
}

/** The same parameters as a form: numbers in digits, objects as JSON. */
export function asForm(parameters: RequestParameters): Record<string, string> {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [
      name,
      typeof value === 'object' ? JSON.stringify(value) : String(value),
    ]),
  );
}

function defined(
  parameters: Readonly<Record<string, string | number | object | undefined>>,
): RequestParameters {
  const given: Record<string, string | number | object> = {};
  for (const [name, value] of Object.entries(parameters)) if (value !== undefined) given[name] = value;
  return given;
}
