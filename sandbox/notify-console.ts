import { say } from './messages/en/terminal';
import type { Notifier } from './notifier';

/** The default channel: the terminal the sandbox runs in. */
export function consoleNotifier(print: (line: string) => void, colour: boolean): Notifier {
  const green = (text: string): string => (colour ? `\u001b[32m${text}\u001b[39m` : text);
  return {
    notify: async ({ customer, bindingMessage, link }) => {
      print(green(say.asks({ name: customer.name, message: bindingMessage, link })));
    },
  };
}
