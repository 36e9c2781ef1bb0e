import { say } from '@/messages/sign-in';

/** What to say above the button, if anything. Both values come from the address and may be anything. */
export function signInMessage(error: unknown, reason: unknown): string | null {
  if (typeof error === 'string' && error) return own(say.errors, error) ?? say.otherError;
  return typeof reason === 'string' ? (own(say.reasons, reason) ?? null) : null;
}

function own(words: Readonly<Record<string, string>>, key: string): string | undefined {
  return Object.hasOwn(words, key) ? words[key] : undefined;
}
