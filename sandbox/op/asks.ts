import { transferInWords } from '../bank/transfer-words';
import { say } from '../messages/en/phone';
import type { Prompt } from './prompt';

const asks: Readonly<Record<string, string | undefined>> = say.asks;

/** What exactly the customer is asked for: each transfer, then what else the bank's staff may do. */
export function asksOf({ transfers = [], scopes }: Pick<Prompt, 'transfers' | 'scopes'>): readonly string[] {
  return [...transfers.map(transferInWords), ...inPlainWords(scopes)];
}

/** A scope without words is told by its name. */
export function inPlainWords(scopes: readonly string[]): readonly string[] {
  const told = scopes.flatMap((scope) =>
    Object.hasOwn(asks, scope) ? (asks[scope] ?? []) : say.otherAsk({ scope }),
  );
  return told.length > 0 ? told : [say.asks.profile];
}
