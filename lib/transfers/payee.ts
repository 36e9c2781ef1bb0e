/** What somebody typed as the payee's name, or as the reference. */
export type NameReading =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'invalid'; readonly why: 'empty' | 'too_long' | 'hidden_characters' | 'mixed_scripts' };

/** ISO 20022 `Max70Text`. */
const LONGEST_NAME = 70;

/** Scripts in which these say how letters join, and the name is spelt with them (Unicode, 23.2). */
const JOINED = String.raw`[\p{Script=Arabic}\p{Script=Syriac}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gurmukhi}\p{Script=Gujarati}\p{Script=Oriya}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}\p{Script=Khmer}\p{Script=Myanmar}\p{M}]`;
const JOINERS = new RegExp(`(?<=${JOINED})[\\u200c\\u200d](?=${JOINED})`, 'gu');

/** Letters that were printed as one: read as those they are. */
const LIGATURES = /[\u0132\u0133\u0149\u01c4-\u01cc\u01f1-\u01f3\ufb00-\ufb06\ufb13-\ufb17]/gu;

/** Letters that can be taken for one another belong to these. */
const SCRIPTS = [
  /\p{Script=Latin}/u,
  /\p{Script=Cyrillic}/u,
  /\p{Script=Greek}/u,
  /\p{Script=Armenian}/u,
  /\p{Script=Cherokee}/u,
] as const;

/**
 * A name as the customer will read it on the phone: composed (NFC), with single spaces and without ligatures. Characters
 * nobody sees are refused, but for those a script is spelt with, and so are words that mix alphabets: two names that look
 * alike must not be two payees.
 */
export function readName(text: string, longest = LONGEST_NAME): NameReading {
  if (
    /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Cn}\p{Default_Ignorable_Code_Point}\u2028\u2029\u2800]/u.test(
      text.trim().replace(JOINERS, ''),
    )
  ) {
    return { kind: 'invalid', why: 'hidden_characters' };
  }
  const name = text
    .replace(LIGATURES, (sign) => sign.normalize('NFKC'))
    .normalize('NFC')
    .replace(/\p{Zs}+/gu, ' ')
    .trim();
  if (!/[\p{L}\p{N}]/u.test(name)) return { kind: 'invalid', why: 'empty' };
  if ([...name].length > longest) return { kind: 'invalid', why: 'too_long' };
  if ([...name].some(isDressedUp)) return { kind: 'invalid', why: 'hidden_characters' };
  if (name.split(' ').some(mixesScripts)) return { kind: 'invalid', why: 'mixed_scripts' };
  return { kind: 'name', name };
}

function mixesScripts(word: string): boolean {
  return SCRIPTS.filter((script) => script.test(word)).length > 1;
}

/** A letter or digit in fancy dress (full-width, mathematical): it is read as another one. Raised ones are in use. */
function isDressedUp(sign: string): boolean {
  return /[\p{L}\p{N}]/u.test(sign) && !'ªº¹²³'.includes(sign) && sign.normalize('NFKC') !== sign;
}
