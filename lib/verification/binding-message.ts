import type { BindingMessageRule } from '../ciba/profile';
import type { Purpose } from './view';

/** From the friendliest to the tersest; the first that the OP accepts is sent. */
const templates: Readonly<Record<Purpose, readonly string[]>> = {
  account_access: [
    'You are on a call with us. Code {code}',
    'Call with your bank: {code}',
    'CALL-{code}',
    '{code}',
  ],
};

/**
 * The text shown on both devices (CIBA Core 7.1 `binding_message`), always with the whole spoken code in it.
 *
 * @returns undefined when the OP's rule leaves no room for the code
 */
export function composeBindingMessage(
  purpose: Purpose,
  code: string,
  rule: BindingMessageRule,
): string | undefined {
  return templates[purpose]
    .map((template) => template.replace('{code}', code))
    .find((message) => accepts(rule, message));
}

export function accepts(rule: BindingMessageRule, message: string): boolean {
  return message.length <= rule.maxLength && new RegExp(`^[${rule.characters}]+$`).test(message);
}
