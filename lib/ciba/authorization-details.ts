import canonicalize from 'canonicalize';

/**
 * Whether two `authorization_details` (RFC 9396) say the same: nothing added, left out, changed or in another
 * order. How members of an object are ordered says nothing.
 */
export function sameDetails(
  one: readonly unknown[] | undefined,
  other: readonly unknown[] | undefined,
): boolean {
  return one !== undefined && other !== undefined && canonical(one) === canonical(other);
}

/** RFC 8785. */
export function canonical(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('not JSON');
  return text;
}
