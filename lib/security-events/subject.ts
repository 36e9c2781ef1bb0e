/** Whom an event names (RFC 9493), as far as a customer can be found by it. */
export type NamedSubject =
  /** The `sub` of the desk's own OP, whether the directory knows it or not. */
  | { readonly by: 'op_subject'; readonly value: string }
  | { readonly by: 'email'; readonly value: string }
  /** E.164 */
  | { readonly by: 'phone'; readonly value: string }
  /** Whatever the two sides agreed on. */
  | { readonly by: 'opaque'; readonly value: string }
  /** Somebody whom nothing here can find. `about` is for people. */
  | { readonly by: 'nothing'; readonly about: string };

/** Longer than any identifier a directory holds, and than a `sub` may be (OpenID Connect Core 1.0, 2). */
const LONGEST = 255;
const LONGEST_ABOUT = 200;

/**
 * Reads a subject identifier.
 *
 * @param opIssuer whose subjects the customers are
 * @returns undefined when it is none, or lacks what its format must have
 */
export function readSubject(given: unknown, opIssuer: string): NamedSubject | undefined {
  if (!isObject(given) || !isText(given.format)) return undefined;
  const { format, ...members } = given;
  switch (format) {
    case 'iss_sub': {
      const { iss, sub } = members;
      if (!isText(iss) || !isText(sub)) return undefined;
      return iss === opIssuer ? named('op_subject', sub) : nobody(`${sub} of ${iss}`);
    }
    case 'opaque':
      return isText(members.id) ? named('opaque', members.id) : undefined;
    case 'email':
      return isText(members.email) ? named('email', members.email) : undefined;
    case 'phone_number': {
      const { phone_number: number } = members;
      if (!isText(number)) return undefined;
      const e164 = number.replace(/[\s().-]/g, '');
      return /^\+[1-9]\d{1,14}$/.test(e164) ? { by: 'phone', value: e164 } : nobody(number);
    }
    case 'aliases': {
      if (!Array.isArray(members.identifiers) || members.identifiers.length === 0) return undefined;
      // Which of several names counts is nobody's to guess.
      const [only, ...more]: unknown[] = members.identifiers;
      return more.length === 0 ? readSubject(only, opIssuer) : nobody(JSON.stringify(members.identifiers));
    }
    case 'complex': {
      // OpenID Shared Signals Framework 1.0, 3.3: somebody, and which session or device of theirs. Alone they are a customer.
      const { user, ...more } = members;
      return user !== undefined && Object.keys(more).length === 0
        ? readSubject(user, opIssuer)
        : nobody(JSON.stringify(members));
    }
    default:
      return nobody(JSON.stringify(given));
  }
}

function named(by: 'op_subject' | 'opaque' | 'email', value: string): NamedSubject {
  // What no database takes, and no index, names nobody.
  return value.length <= LONGEST && !/[\p{Cc}\p{Cs}]/u.test(value) ? { by, value } : nobody(value);
}

function nobody(about: string): NamedSubject {
  const line = about.replace(/[\p{Cc}\p{Cs}\s]+/gu, ' ').trim();
  return {
    by: 'nothing',
    about: line.length > LONGEST_ABOUT ? `${line.slice(0, LONGEST_ABOUT - 1)}…` : line,
  };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
