import { say } from '@/messages/verification/binding-message';
import type { BindingMessageRule } from '../ciba/profile';
import { ALPHABET, newSpokenCode } from './spoken-code';
import type { MessagePreview } from './view';

/** The text shown on both devices (CIBA Core 7.1 `binding_message`), for a spoken code. Undefined where the OP's rule has no room. */
export type MessageComposer = (code: string, rule: BindingMessageRule) => string | undefined;

/** What reads almost as well where the OP forbids a sign. A full stop without its space would look like a link. */
const substitutes: Readonly<Record<string, readonly string[]>> = {
  '. ': [': ', ', ', ':', '-'],
  ': ': ['. ', ':', '-'],
  ' ': ['-', '.'],
};

/** For account access: always with the whole spoken code in it. */
export const accountAccessMessage: MessageComposer = (code, rule) =>
  say.accountAccess
    .map((template) => write(template, { code }, rule))
    .find((message) => accepts(rule, message));

/**
 * What a composer will make of whichever code comes.
 *
 * @returns undefined when the OP's rule refuses even one of the codes there are
 */
export function previewMessage(
  compose: MessageComposer,
  rule: BindingMessageRule,
): MessagePreview | undefined {
  // Codes are all of one length and one alphabet: where each sign is accepted, all of them get the same template.
  const standIns = codesOfEverySign();
  if (!standIns.every((code) => accepts(rule, code))) return undefined;
  const [code = ''] = standIns;
  const message = compose(code, rule);
  const at = message?.lastIndexOf(code) ?? -1;
  if (message === undefined || at < 0) return undefined;
  return {
    before: message.slice(0, at),
    code: code.replace(/[^-]/g, '•'),
    after: message.slice(at + code.length),
  };
}

export function accepts(rule: BindingMessageRule, message: string): boolean {
  return message.length <= rule.maxLength && permits(rule, message);
}

export function permits({ characters }: BindingMessageRule, text: string): boolean {
  return new RegExp(`^[${characters}]+$`).test(text);
}

/** Values go in letter by letter as they are; only our own words around them give way to the OP's rule. */
export function write(
  template: string,
  values: Readonly<Record<string, string>>,
  rule: BindingMessageRule,
): string {
  return template
    .split(/\{(\w+)\}/)
    .map((part, at) => (at % 2 === 1 ? (values[part] ?? '') : reworded(part, rule)))
    .join('');
}

function reworded(words: string, rule: BindingMessageRule): string {
  return words.replace(/[.:] |./g, (sign) => {
    const choices = [sign, ...(substitutes[sign] ?? [sign.toUpperCase()])];
    return choices.find((choice) => permits(rule, choice)) ?? sign;
  });
}

/** As few codes as it takes to see every sign of the alphabet in one of them. */
function codesOfEverySign(): string[] {
  let drawn = 0;
  const codes: string[] = [];
  while (drawn < ALPHABET.length) codes.push(newSpokenCode((bound) => drawn++ % bound));
  return codes;
}
