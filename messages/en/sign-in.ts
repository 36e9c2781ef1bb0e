export const say = {
  title: 'Sign in',
  promise: 'Know who is calling, before you show or change anything.',
  start: 'Sign in',
  starting: 'One moment…',
  deskSilent: 'The desk does not answer. Check your connection and try again.',

  /** Why somebody is here. */
  reasons: {
    expired: 'Please sign in to go on. You will be back where you were.',
    'signed-out': 'You are signed out. Whatever was unlocked is locked again.',
  },

  /** What went wrong, by next-auth's names. */
  errors: {
    OAuthSignin:
      'The staff sign-in cannot be reached right now. Wait a moment, then try again. If it stays so, tell your administrator.',
    OAuthCallback:
      'That sign-in did not go through, perhaps because it took too long. Please start again; if that fails too, tell your administrator.',
    Callback: 'That sign-in did not go through. Please start again.',
    AccessDenied: 'The staff sign-in did not let you in. If you should have access, ask your administrator.',
    Configuration: 'Sign-in is not set up correctly here. Please tell your administrator.',
  },
  otherError: 'That sign-in did not go through. Please try again.',
};
