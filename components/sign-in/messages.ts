const errors: Readonly<Record<string, string>> = {
  OAuthSignin:
    'The staff sign-in cannot be reached right now. Wait a moment, then try again. If it stays so, tell your administrator.',
  OAuthCallback:
    'That sign-in did not go through, perhaps because it took too long. Please start again; if that fails too, tell your administrator.',
  Callback: 'That sign-in did not go through. Please start again.',
  AccessDenied: 'The staff sign-in did not let you in. If you should have access, ask your administrator.',
  Configuration: 'Sign-in is not set up correctly here. Please tell your administrator.',
};

const reasons: Readonly<Record<string, string>> = {
  expired: 'Please sign in to go on. You will be back where you were.',
  'signed-out': 'You are signed out. Whatever was unlocked is locked again.',
};

/** What to say above the button, if anything. Both values come from the address and may be anything. */
export function signInMessage(error: unknown, reason: unknown): string | null {
  if (typeof error === 'string' && error) {
    return own(errors, error) ?? 'That sign-in did not go through. Please try again.';
  }
  return typeof reason === 'string' ? (own(reasons, reason) ?? null) : null;
}

function own(words: Readonly<Record<string, string>>, key: string): string | undefined {
  return Object.hasOwn(words, key) ? words[key] : undefined;
}
