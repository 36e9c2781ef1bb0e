/** UTF-16 code units, as a field's `maxLength` counts them. */
export const LONGEST_CALL_REFERENCE = 200;

/**
 * The contact centre's own word for a call as it is kept: without spaces around it, '' when there is none.
 *
 * @returns null for what is too long or has control characters in it: that is nobody's reference
 */
export function cleanCallReference(text: string): string | null {
  const reference = text.trim();
  if (reference.length > LONGEST_CALL_REFERENCE) return null;
  // With what reads in another order than it is stored, or is half of a character.
  return /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(reference) ? null : reference;
}
