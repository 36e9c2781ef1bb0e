type Claims = Readonly<Record<string, unknown>>;

/** What somebody is called by the claims (OpenID Connect Core 1.0, 5.1); undefined where they do not say. */
export function nameOf(claims: Claims): string | undefined {
  const { name, preferred_username, email } = claims;
  return [name, preferred_username, email].find(
    (value): value is string => typeof value === 'string' && value.trim().length > 0,
  );
}

/** Whether a person is named, and not only an account. */
export function saysName({ name }: Claims): boolean {
  return typeof name === 'string' && name.trim().length > 0;
}
