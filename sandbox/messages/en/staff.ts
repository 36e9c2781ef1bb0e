/** The bank’s staff sign-in. */
export const say = {
  bank: 'Alder Bank',
  place: '· staff sign-in',
  footer: 'A demo bank on your own machine. Nothing here is real.',
  title: ({ page }: { page: string }) => `${page} · Alder Bank`,

  signIn: {
    title: 'Staff sign-in',
    lead: 'This is the demo bank’s staff sign-in. Pick who you are today. You need no password.',
    noRole: 'no role at the desk',
  },

  expired: {
    title: 'Sign-in has expired',
    heading: 'This sign-in has expired',
    text: 'You opened it too long ago, or finished it in another tab.',
    again: 'Start again at the desk',
  },

  failed: {
    title: 'Sign-in failed',
    heading: 'Sign-in did not work',
    text: 'The bank did not understand the request from the desk.',
  },

  signedOut: 'You are signed out.',
};
