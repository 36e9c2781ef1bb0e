import { ACCENTS, CAPITALS, INVISIBLE, JOINTS, SEPARATORS, UNSPACED, ZEROS } from './fold-tables';

/**
 * Text as it is searched: small plain letters without accents, digits of any script as ASCII, words between single spaces.
 * `  O’Brien-Łukasz ` → `o brien lukasz`. Every sign of a script without spaces is a word: `山田太郎` → `山 田 太 郎`.
 * The database's `search_fold` makes the same of what is stored.
 */
export function fold(text: string): string {
  return plain(text).replace(unspaced, ' $& ').replace(separators, ' ').trim();
}

/**
 * The words of what was typed, folded, each to be found as the beginning of a word of a folded name. Signs of a script
 * without spaces that were typed in one belong together: `太郎 Maria` → `['太 郎', 'maria']`.
 */
export function foldedWords(text: string): string[] {
  const words = plain(text).replace(unspacedRun, ' $& ').replace(separators, ' ').trim().split(' ');
  return [...new Set(words.map(fold))].filter(Boolean);
}

/** Without what people leave out within a name: `O’Brien-Łukasz` → `obrienlukasz`, once folded. */
export function withoutJoints(text: string): string {
  return text.replace(joints, '');
}

/** Letters and digits alone: `Nr. 100 001` → `nr100001`. */
export function foldNumber(number: string): string {
  return fold(number).replaceAll(' ', '');
}

/** Digits of any script as ASCII. */
export function plainDigits(text: string): string {
  return text.replace(/\p{Nd}/gu, (digit) => plainLetters.get(digit) ?? digit);
}

/** Small letters, whatever the language: as the database's `search_address` has an e-mail address. */
export function foldAddress(address: string): string {
  return each(address.normalize('NFKD'), smallLetters).normalize('NFKC').trim();
}

function plain(text: string): string {
  const bare = text.replace(halfSigns, ' ').replace(invisible, '').normalize('NFKD');
  const small = each(bare.replace(accents, '').normalize('NFC'), smallLetters);
  return each(each(small, plainLetters), doubleLetters);
}

function each(text: string, letters: ReadonlyMap<string, string>): string {
  let out = '';
  for (const sign of text) out += letters.get(sign) ?? sign;
  return out;
}

/** The insides of a bracket of a regular expression, in JavaScript or PostgreSQL's notation. */
export function bracket(table: string, sign: (codePoint: number) => string): string {
  return ranges(table)
    .map(([from, to]) => (from === to ? sign(from) : `${sign(from)}-${sign(to)}`))
    .join('');
}

function ranges(table: string): [number, number][] {
  return table.split(' ').map((range) => {
    const [from = '', to = from] = range.split('-');
    return [Number.parseInt(from, 16), Number.parseInt(to, 16)];
  });
}

function pattern(table: string, count: '' | '+'): RegExp {
  return new RegExp(`[${bracket(table, (codePoint) => `\\u{${codePoint.toString(16)}}`)}]${count}`, 'gu');
}

function capitals(): [string, string][] {
  return CAPITALS.split(' ').flatMap((run) => {
    const [, from = '', to = '', count = '1', step = '1'] =
      /^(\w+):(\w+)(?:\*(\d+))?(?:\/(\d))?$/.exec(run) ?? [];
    return Array.from({ length: Number(count) }, (_, index): [string, string] => [
      String.fromCodePoint(Number.parseInt(from, 16) + index * Number(step)),
      String.fromCodePoint(Number.parseInt(to, 16) + index * Number(step)),
    ]);
  });
}

function digits(): [string, string][] {
  return ZEROS.split(' ').flatMap((zero) =>
    Array.from({ length: 10 }, (_, digit): [string, string] => [
      String.fromCodePoint(Number.parseInt(zero, 16) + digit),
      String(digit),
    ]),
  );
}

/** Each capital letter and its small one. */
export const smallLetters: ReadonlyMap<string, string> = new Map(capitals());

/**
 * Small letters that Unicode does not decompose but people leave the stroke off, or that keyboards have in two forms; digits
 * of all scripts.
 */
export const plainLetters: ReadonlyMap<string, string> = new Map([
  ...Object.entries({ ł: 'l', ø: 'o', đ: 'd', ð: 'd', ħ: 'h', ŧ: 't', ŋ: 'n', ı: 'i', ə: 'e' }),
  ...Object.entries({ ς: 'σ', ي: 'ی', ى: 'ی', ك: 'ک', ة: 'ه' }),
  ...digits(),
]);

/** One letter that is written as two. */
export const doubleLetters: ReadonlyMap<string, string> = new Map(
  Object.entries({ þ: 'th', ß: 'ss', æ: 'ae', œ: 'oe' }),
);

/** What is left of a sign that was cut in two. */
const halfSigns = /\p{Cs}/gu;
const joints = pattern(JOINTS, '');
const invisible = pattern(INVISIBLE, '');
const accents = pattern(ACCENTS, '');
const unspaced = pattern(UNSPACED, '');
const unspacedRun = pattern(UNSPACED, '+');
const separators = pattern(SEPARATORS, '+');
