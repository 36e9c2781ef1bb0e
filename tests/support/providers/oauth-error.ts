interface Extras {
  readonly body?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An error answer of an OAuth endpoint: `{error, error_description}` and what the provider adds to it. */
export class OAuthError extends Error {
  override readonly name = 'OAuthError';
  readonly status: number;
  readonly error: string;
  readonly description: string;
  readonly more: Extras;

  constructor(status: number, error: string, description: string, more: Extras = {}) {
    super(`${error}: ${description}`);
    this.status = status;
    this.error = error;
    this.description = description;
    this.more = more;
  }
}

export function invalidRequest(description: string): OAuthError {
  return new OAuthError(400, 'invalid_request', description);
}

export function invalidGrant(description: string): OAuthError {
  return new OAuthError(400, 'invalid_grant', description);
}

export function invalidClient(
  description: string,
  headers: Readonly<Record<string, string>> = {},
): OAuthError {
  return new OAuthError(401, 'invalid_client', description, { headers });
}
