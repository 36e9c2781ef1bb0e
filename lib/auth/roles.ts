import { type Role, roles } from '../actor';

/**
 * Reads roles from a staff claim. The claim may be an array or a space- or comma-separated string;
 * a dotted name reaches into objects (`realm_access.roles`), a name that exists as it stands wins
 * (`https://example.com/roles`). Values that map to no role are ignored.
 *
 * @param map the IdP's word → our role; absent words stand for themselves
 */
export function rolesFromClaims(
  claims: Readonly<Record<string, unknown>>,
  claimName: string,
  map: Readonly<Record<string, string>>,
): Role[] {
  const values = listOf(claims[claimName] ?? reach(claims, claimName));
  const found = new Set(values.map((value) => (Object.hasOwn(map, value) ? map[value] : value)));
  return roles.filter((role) => found.has(role));
}

function reach(claims: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((value, key) => {
    return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
      ? (value as Record<string, unknown>)[key] // an object with this own key, checked above
      : undefined;
  }, claims);
}

function listOf(value: unknown): string[] {
  if (typeof value === 'string') return value.split(/[\s,]+/).filter(Boolean);
  if (Array.isArray(value)) return value.filter((item) => typeof item === 'string');
  return [];
}
