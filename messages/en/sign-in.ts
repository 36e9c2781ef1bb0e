export const say = {
  title: 'Sign in',
  promise: 'Know who is calling, before you show or change anything.',
  start: 'Sign in',
  starting: 'One moment…',
  deskSilent: 'The desk does not answer. Check your connection and try again.',

  /** Why somebody is here. */
  reasons: {
    idle: 'You were signed out because nobody used the desk for a while. Sign in to go on where you were.',
    expired: 'Please sign in to go on. You will be back where you were.',
    'signed-out': 'You are signed out. Whatever was unlocked is locked again.',
  },

  /** What went wrong; the first names are next-auth's. */
  errors: {
    OAuthSignin:
      'The staff sign-in cannot be reached right now. Wait a moment, then try again. If it happens again, tell your administrator.',
    OAuthCallback:
      'That sign-in did not go through. Please start again; if that fails too, tell your administrator.',
    Callback: 'That sign-in did not go through. Please start again.',
    AccessDenied: 'The staff sign-in did not let you in. If you should have access, ask your administrator.',
    Configuration: 'Sign-in is not set up correctly here. Please tell your administrator.',
    SignInExpired:
      'That sign-in took too long, or was begun in another browser. Please sign in again; nothing is lost.',
    SignInReplaced:
      'Another sign-in was begun in this browser after that one. Finish it in the other tab, or sign in again here.',
    SignInUntrusted:
      'The answer of the staff sign-in did not pass our checks, so you are not signed in. Please tell your administrator.',
  },
  otherError: 'That sign-in did not go through. Please try again.',
};
