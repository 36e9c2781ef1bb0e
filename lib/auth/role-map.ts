import { type Role, roles } from '../actor';

/** The staff IdP's word → what somebody with it may do here. */
export type RoleMap = Readonly<Record<string, readonly Role[]>>;

export type RoleMapProblem =
  /** This part ends in no role of ours. */
  | { readonly kind: 'no_role'; readonly part: string }
  /** Begins with this, as names of directories do, and can be read in more than one way. */
  | { readonly kind: 'ambiguous'; readonly part: string }
  | { readonly kind: 'not_json' };

/** What parts of a distinguished name begin with (RFC 4514, 3): none of them is a group by itself. */
const ATTRIBUTE = /^(?:CN|OU|DC|O|L|ST|C|UID|STREET)$/i;

/**
 * Reads `word=role,other=role`, or the same as a JSON object, where a word may also have several roles. A word may hold
 * commas and equals signs (`CN=Desk Agents,OU=Bank=agent`): it ends at the first `=role` that a comma or the end follows.
 */
export function readRoleMap(text: string): { readonly map: RoleMap } | { readonly problem: RoleMapProblem } {
  if (/^\s*\{/.test(text)) return fromJson(text);
  const map: Record<string, Role[]> = {};
  const pair = new RegExp(`\\s*([^=\\s].*?)\\s*=\\s*(${roles.join('|')})\\s*(?:,|$)`, 'y');
  const end = text.trimEnd().length;
  while (pair.lastIndex < end) {
    const from = pair.lastIndex;
    const [, word, role] = pair.exec(text) ?? [];
    if (!word || !role) return { problem: { kind: 'no_role', part: text.slice(from).trim() } };
    // `CN=agent,OU=…`: whether that is a word with its role, or the beginning of a longer one, nobody can tell.
    if (ATTRIBUTE.test(word)) return { problem: { kind: 'ambiguous', part: `${word}=${role}` } };
    map[word] = [...(Object.hasOwn(map, word) ? (map[word] ?? []) : []), role as Role]; // the expression's own words
  }
  return { map };
}

function fromJson(text: string): ReturnType<typeof readRoleMap> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return { problem: { kind: 'not_json' } };
  }
  if (typeof parsed !== 'object' || parsed === null) return { problem: { kind: 'not_json' } };
  const map: Record<string, readonly Role[]> = {};
  for (const [word, value] of Object.entries(parsed)) {
    const named = [value].flat();
    const known = roles.filter((role) => named.includes(role));
    if (named.length === 0 || known.length !== new Set(named).size) {
      return { problem: { kind: 'no_role', part: `${word}: ${JSON.stringify(value)}` } };
    }
    map[word] = known;
  }
  return { map };
}
