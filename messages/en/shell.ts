import { product } from './title';

/** The frame around every page, and the pages shown in place of others. */
export const say = {
  description: 'Verify a caller on their own phone before anything sensitive is shown.',
  skip: 'Skip to the content',
  home: `${product}, to the start`,
  lookUp: 'Look up a customer',
  tryAgain: 'Try again',
  copy: ({ what }: { what: string }) => `Copy ${what}`,
  copied: 'Copied',

  nav: {
    label: 'Main',
    customers: 'Customers',
    transfers: 'Transfers',
    alarms: 'Alarms',
    history: 'History',
  },

  search: { label: 'Search customers', hint: 'Name, phone, e-mail or number' },

  sandbox: { name: 'Sandbox bank', phone: 'open the customer’s phone' },

  /** Through a list, page by page. */
  pages: { label: 'Pages', newest: 'Newest', older: 'Older' },

  account: {
    label: ({ name }: { name: string }) => `Account: ${name}`,
    theme: 'Theme',
    themes: { system: 'Same as system', light: 'Light', dark: 'Dark' },
    alerts: 'When a customer answers',
    notification: 'Desktop notification',
    notificationsBlocked: 'This browser blocks notifications for this site. Allow them in its settings.',
    sound: 'Sound',
    signOut: 'Sign out',
    signingOut: 'Signing out…',
  },

  roles: { agent: 'Agent', teller: 'Teller', supervisor: 'Supervisor', auditor: 'Auditor' },

  calls: {
    title: 'Open calls',
    none: 'No open calls',
    unavailable: 'Not available right now.',
    dismiss: ({ name, status }: { name: string; status: string }) => `Dismiss: ${name}, ${status}`,
    /** `Transfer: denied by the customer` */
    ofTransfer: ({ status }: { status: string }) => `Transfer: ${status.toLowerCase()}`,
    /** Before a tab's title: `(2) ✕ Denied by the customer: Maria Alvarez · `. */
    titleNews: ({ ends, sign, status, name }: { ends: number; sign: string; status: string; name: string }) =>
      `${ends > 1 ? `(${ends}) ` : ''}${sign} ${status}: ${name} · `,
    /** Under the status, in a desktop notification. */
    notification: ({ name, number }: { name: string; number: string }) => `${name} · ${number}`,
  },

  banner: {
    tooManyPages:
      'You have too many pages of the desk open, so this one is no longer updated. Close others, then reload it.',
    reload: 'Reload',
    updated: 'The desk was updated. This page reloads as soon as you pause; what you typed is kept.',
    reloadNow: 'Reload now',
    /** Beside it stands the time that is left. */
    idle: 'Nobody has used the desk for a while. Press any key to stay signed in.',
    left: ({ time }: { time: string }) => `Signed out in ${time}`,
    stay: 'Stay signed in',
  },

  databaseAway: {
    tab: 'Waiting for the database',
    title: 'The desk waits for its database',
    meaning:
      'Until it is back, you cannot look up customers or ask for their approval, and the desk can show nothing. This page comes back by itself; there is nothing for you to do.',
    advice:
      'Customers’ answers are kept. If this takes longer than a minute, tell the caller that the system is down, and tell your administrator that the desk waits for its database.',
  },

  failed: {
    title: 'Something went wrong',
    meaning:
      'That is our fault, not yours or the caller’s. Nothing was approved or changed by it. Open requests go on, and are listed under Open calls.',
    advice: 'Try again. If it happens again, tell your administrator what you were about to do.',
  },

  notYourRole: {
    title: 'Not for your role',
    advice: 'Your role at this desk does not include this page. If it should, ask a supervisor.',
  },

  noSuchPage: {
    title: 'There is no such page',
    advice: 'The address may be mistyped, or from an older version of the desk.',
  },

  noRole: {
    title: 'No role yet',
    meaning: ({ name }: { name: string }) =>
      `You are signed in as ${name}, but nobody has given you a role at this desk: agent, teller, supervisor or auditor.`,
    advice:
      'Ask your team’s supervisor, or whoever administers staff accounts, for a role. Then sign out and sign in again.',
    /** What to pass on. */
    forAdministrator: {
      absent:
        'For your administrator: the staff sign-in sent no claim that says your role (STAFF_ROLES_CLAIM).',
      overage:
        'For your administrator: you are in so many groups that the staff sign-in leaves them out of its answer. Have it send application roles, or only the groups assigned to the desk.',
      unmapped:
        'For your administrator: the staff sign-in sent roles or groups, and none of them means a role here (STAFF_ROLE_MAP).',
    },
  },
};

export type RoleName = keyof typeof say.roles;
