/** UTF-16 code units, as a field's `maxLength` counts them. */
export const LONGEST_CALL_REFERENCE = 200;

/** What is said of one that cannot be kept. */
export const UNFIT_CALL_REFERENCE = `A call reference has at most ${LONGEST_CALL_REFERENCE} characters, and no line breaks or other control characters.`;

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
