import { say } from '@/messages/transfers/phone';
import type { BindingMessageRule } from '../ciba/profile';
import { accepts, type MessageComposer, permits, write } from '../verification/binding-message';
import { decimalOf, exponentOf, type Money } from './money';
import type { Order } from './transfer';

/** So much of a payee's name has to be there to tell them from others. */
const SHORTEST_PAYEE = 12;

/**
 * The binding message of a transfer, "Transfer $500 to John Doe. Code KX7-4PT": the most complete one the OP takes.
 * A long payee's name loses its middle, never its end, and no digit of the amount is ever left out.
 *
 * @param detailed whether the OP is told amount and payee by `authorization_details` too; otherwise there is no
 *   message without them
 */
export function transferMessage({ amount, payeeName }: Order, detailed: boolean): MessageComposer {
  return (code, rule) => {
    const amounts = amountTexts(amount).filter((text) => permits(rule, text));
    const payee = spelled(payeeName, rule);
    const candidates = [
      ...(payee ? say.complete.flatMap((template) => filled(template, amounts, payee, code, rule)) : []),
      ...(payee ? say.complete.flatMap((template) => shortened(template, amounts, payee, code, rule)) : []),
      ...(detailed ? say.brief.flatMap((template) => filled(template, amounts, '', code, rule)) : []),
    ];
    return candidates.find((message) => accepts(rule, message));
  };
}

function filled(
  template: string,
  amounts: readonly string[],
  payee: string,
  code: string,
  rule: BindingMessageRule,
): string[] {
  const values = template.includes('{amount}') ? amounts : [''];
  return values.map((amount) => write(template, { amount, payee, code }, rule));
}

function shortened(
  template: string,
  amounts: readonly string[],
  payee: string,
  code: string,
  rule: BindingMessageRule,
): string[] {
  return amounts.flatMap((amount) => {
    const [bare = ''] = filled(template, [amount], '', code, rule);
    const name = withoutMiddle(payee, rule.maxLength - bare.length, rule);
    return name ? filled(template, [amount], name, code, rule) : [];
  });
}

/** "Gemeinnützige W…schaft Köln": both ends stay, so that two names that begin alike do not become one. */
function withoutMiddle(name: string, room: number, rule: BindingMessageRule): string | undefined {
  const mark = ['…', '...', '..', '.', '_', '-'].find((sign) => permits(rule, sign));
  if (mark === undefined || room < SHORTEST_PAYEE || name.length <= room) return undefined;
  const letters = [...name];
  const kept = room - mark.length;
  const head = Math.ceil(kept * 0.6);
  return [...letters.slice(0, head), mark, ...letters.slice(letters.length - (kept - head))].join('');
}

/**
 * The amount in every way an OP may take, the friendliest first. No way of reading it may make another amount of it:
 * where a sign parts thousands, one before the last two digits parts decimals (`€5,000.00`, never `€5,000`).
 */
function amountTexts(money: Money): string[] {
  const exponent = exponentOf(money.currency) ?? 0;
  const decimal = decimalOf(money);
  const whole = exponent === 2 ? decimal.replace(/\.00$/, '') : decimal;
  const thousands = decimal.replace(/\B(?=(?:\d{3})+\.)/g, ',');
  const grouped = exponent === 2 && thousands !== decimal ? thousands : whole;
  const symbol = new Intl.NumberFormat('en', { style: 'currency', currency: money.currency })
    .formatToParts(0)
    .find(({ type }) => type === 'currency')?.value;
  return [
    // A point at its end would look like one of the amount's.
    ...(symbol && symbol !== money.currency && !/[.,]$/.test(symbol)
      ? [symbol + grouped, symbol + whole]
      : []),
    `${money.currency} ${grouped}`,
    `${money.currency} ${whole}`,
    `${money.currency}${whole}`,
  ];
}

/** Letters that are two letters, or one and a stroke, to who has no key for them. */
const plainLetters: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  Æ: 'AE',
  œ: 'oe',
  Œ: 'OE',
  ø: 'o',
  Ø: 'O',
  ł: 'l',
  Ł: 'L',
  đ: 'd',
  Đ: 'D',
  '&': '+',
};

/**
 * A value in the signs the OP takes: an accent may go and a space become a dash, but no letter or digit is lost.
 *
 * @returns undefined when it cannot be written so
 */
function spelled(text: string, rule: BindingMessageRule): string | undefined {
  let out = '';
  for (const [at, sign] of [...text].entries()) {
    const bare = sign.normalize('NFD').replace(/\p{M}/gu, '');
    const choices = [sign, plainLetters[sign] ?? bare, ...(sign === ' ' ? ['-', '.', '_'] : [])];
    const choice = choices.find((one) => one !== '' && permits(rule, one));
    if (choice !== undefined) out += choice;
    else if (/[\p{L}\p{N}]/u.test(sign) || partsDigits([...text], at)) return undefined;
  }
  return out.trim() === '' ? undefined : out;
}

/** "1.5" without its point would be another number. */
function partsDigits(signs: readonly string[], at: number): boolean {
  return /\d/.test(signs[at - 1] ?? '') && /\d/.test(signs[at + 1] ?? '');
}
