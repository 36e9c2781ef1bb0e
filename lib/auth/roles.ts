import { type Role, roles } from '../actor';
import type { RoleMap } from './role-map';

type Claims = Readonly<Record<string, unknown>>;

/** Why somebody who signed in has no role. */
export const noRoleReasons = [
  /** None of the claims that say it is there. */
  'absent',
  /** Microsoft Entra ID leaves groups out of tokens of people who are in more than some two hundred. */
  'overage',
  /** What the claims say maps to no role. */
  'unmapped',
] as const;
export type NoRole = (typeof noRoleReasons)[number];

/**
 * Reads roles from staff claims, all of them together. A claim may be an array or a text: one name, or several with spaces or
 * commas between them. A dotted name reaches into objects (`realm_access.roles`), a name that exists as it stands wins
 * (`https://example.com/roles`). Values that map to no role are ignored.
 *
 * @param map the IdP's word → our roles; absent words stand for themselves
 */
export function rolesFromClaims(claims: Claims, names: readonly string[], map: RoleMap): Role[] {
  const values = names.flatMap((name) => listOf(claimOf(claims, name), map));
  const found = new Set(values.flatMap((value) => (Object.hasOwn(map, value) ? map[value] : value)));
  return roles.filter((role) => found.has(role));
}

/** Whether any of the claims is there, so that another source need not be asked. */
export function saysRoles(claims: Claims, names: readonly string[]): boolean {
  return names.some((name) => claimOf(claims, name) !== undefined);
}

/** For somebody whose claims come to no role. */
export function whyNoRole(claims: Claims, names: readonly string[]): NoRole {
  if (saysRoles(claims, names)) return 'unmapped';
  const { _claim_names: elsewhere, hasgroups } = claims;
  const isElsewhere =
    typeof elsewhere === 'object' &&
    elsewhere !== null &&
    names.some((name) => Object.hasOwn(elsewhere, name));
  return isElsewhere || hasgroups === true || hasgroups === 'true' ? 'overage' : 'absent';
}

function claimOf(claims: Claims, name: string): unknown {
  return Object.hasOwn(claims, name) ? (claims[name] ?? undefined) : (reach(claims, name) ?? undefined);
}

function reach(claims: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((value, key) => {
    return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
      ? (value as Record<string, unknown>)[key] // an object with this own key, checked above
      : undefined;
  }, claims);
}

function listOf(value: unknown, map: RoleMap): string[] {
  // One name may hold what stands between several: groups of a directory do.
  if (typeof value === 'string')
    return Object.hasOwn(map, value) ? [value] : value.split(/[\s,]+/).filter(Boolean);
  if (Array.isArray(value)) return value.filter((item) => typeof item === 'string');
  return [];
}
