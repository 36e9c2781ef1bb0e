import { type Html, html } from '../../http/html';

/** What customers read on their phone. */
export const say = {
  bank: 'Alder Bank',
  footer: 'Demo bank on your own machine',
  title: ({ page }: { page: string }) => `${page} · Alder Bank`,
  customer: ({ number }: { number: Html }) => html`Customer ${number}`,
  switchCustomer: 'Switch customer',

  /** Whose phone the page becomes. */
  chooser: {
    title: 'Whose phone is this?',
    lead: 'Pick a customer. This page then becomes their phone.',
    otherNumber: 'Any other customer number',
    signIn: 'Sign in',
    fraudEngine: 'The bank’s fraud engine',
    aside: ({ fraudEngine }: { fraudEngine: Html }) => html`${fraudEngine} can report a customer too.`,
    closedAccount: ({ name }: { name: string }) =>
      `${name} closed the account and has no phone here any more. Pick somebody else.`,
    noSuchCustomer: ({ number }: { number: string }) => `There is no customer “${number}”. Check the number.`,
  },

  /** How the invented customers answer, by their key. */
  hints: {
    maria: 'Answers by hand: you press the buttons',
    ken: 'Approves by himself after 4 seconds',
    dora: 'Denies after 3 seconds',
    nora: 'Never answers; her requests expire after 20 seconds',
    eli: 'Has no device enrolled',
    walter: 'His device approves as somebody else after 3 seconds',
    uma: 'Closed her account: the bank no longer knows her',
    vera: 'Answers by hand, and only if the agent enters her user code, 4711',
    olga: "Answers by hand on an old phone without “I'm not on a call”: her Deny does not say why",
  },

  phone: {
    devices: 'Devices',
    hint: ({ hint }: { hint: string }) => `${hint}.`,
    notEnrolled: 'This phone is not enrolled',
    notEnrolledText: 'The bank cannot send requests here. The agent sees that.',
    enrol: 'Enrol a phone',
  },

  /** A call nobody was asked about. */
  suspicious: {
    title: 'Is somebody calling you in our name?',
    text: 'Or were you asked something you did not expect? Tell us: we lock your data at the contact centre until we have looked into it.',
    report: 'Report a suspicious call',
  },

  inbox: {
    waiting: 'Waiting for your answer',
    earlier: 'Earlier',
    nothing: 'Nothing to answer',
    nothingText: 'When the bank asks you something, it appears here by itself.',
    from: 'Alder Bank contact centre',
    compare: 'Compare this with what the agent says. If it differs, tap Deny.',
    noMessage: 'The contact centre sent no message',
    noMessageShort: 'no message',
    timeLeft: 'Time left',
    answerBy: ({ time }: { time: Html }) => html`Answer by ${time}`,
    approve: 'Approve',
    deny: 'Deny',
    notOnCall: "I'm not on a call",
    /** On a phone without that button. */
    notOnCallDeny: 'Not on a call with us? Tap Deny.',
    paid: ({ amount, payee }: { amount: string; payee: string }) => `${amount} to ${payee}`,
  },

  /** The rows of a transfer that waits for an answer. */
  transfer: {
    amount: 'Amount',
    to: 'To',
    account: 'Account',
    from: 'From',
    fromAccount: ({ ending }: { ending: string }) => `Account ending ${ending}`,
    reference: 'Reference',
  },

  /** What a scope lets the bank’s staff do. Undefined: nothing the customer needs to know. */
  asks: {
    openid: undefined,
    offline_access: 'Keep this access when the call is over',
    profile: 'Tell the agent that it is really you',
    'read:sensitive-data': 'Let the agent see your accounts, recent transactions and personal details',
    my_wire_transfer_scope: 'Authorise the transfer you are talking about',
  },
  otherAsk: ({ scope }: { scope: string }) => `Let the agent use “${scope}”`,

  /** The line shown right after a button was pressed. */
  results: {
    approved: 'You approved. The agent can go on now.',
    denied: 'You denied. The agent sees nothing.',
    not_me: 'Thank you. We stopped the request and told the bank’s security team.',
    answered: 'This request was answered already.',
    expired: 'Too late: this request has expired. Ask the agent to send a new one.',
    unknown: 'This request is not on this phone.',
    reported:
      'Thank you. Our contact centre cannot see your data or ask you anything until we have looked into your report.',
    report_waits: 'We cannot reach our contact centre right now. We keep trying. Call us too, if you can.',
    report_refused: 'We could not take your report. Please call us.',
  },

  /** How a request ended, in the list of earlier ones. */
  outcomes: {
    approved: 'Approved',
    denied: 'Denied',
    not_me: 'Reported: not on a call',
    expired: 'Expired without an answer',
  },

  devices: {
    title: 'Devices',
    titleOf: ({ name }: { name: string }) => `Devices of ${name}`,
    back: 'Back to the phone',
    owner: ({ name, number }: { name: string; number: Html }) => html`${name}, customer ${number}`,
    enrolled: 'Enrolled phones',
    none: 'No phone is enrolled',
    noneText: ({ name }: { name: string }) => `The bank cannot reach ${name}. Agents see that.`,
    demo: 'Demo phone',
    demoText: 'Comes with the account. Anyone who picks this customer can answer on it.',
    name: ({ browser, system }: { browser: string; system: string }) => `${browser} on ${system}`,
    unknownBrowser: 'A browser',
    current: ({ device }: { device: string }) => `${device} (this one)`,
    enrolledAt: ({ time }: { time: Html }) => html`Enrolled at ${time}`,
    enrolledNotified: ({ time }: { time: Html }) => html`Enrolled at ${time}, gets notifications of requests`,
    remove: 'Remove',
    removeDevice: ({ device }: { device: string }) => `Remove ${device}`,
    enrolFirst: 'Enrol a phone',
    enrolAnother: 'Enrol another phone',
    qrCode: 'QR code with the enrolment link',
    scan: 'Scan the code with the phone, or open this link in another browser:',
    once: ({ until }: { until: Html }) =>
      html`The link works once, until ${until}. The demo bank can be reached from this machine only: open the link here too.`,
    newCode: 'Make a new code',
  },

  /** What an enrolment link opens. */
  enrol: {
    title: 'Enrol this phone',
    heading: ({ name }: { name: string }) => `Make this ${name}’s phone?`,
    text: ({ name }: { name: string }) =>
      `This browser will show what the bank asks ${name}. Whoever uses it answers for ${name}.`,
    enrol: 'Enrol this phone',
    gone: 'This link no longer works',
    goneLead: 'An enrolment link works once, for ten minutes.',
    askAgain: 'Get a new link',
    askAgainText: 'On a phone of the customer, open “Devices” and scan the code there.',
  },

  /** The button that switches notifications on and off. */
  notifications: {
    on: 'This phone gets a notification of every request, even when this page is closed.',
    off: 'Get a notification of every request, even when this page is closed.',
    switchOn: 'Send requests to this phone',
    switchOff: 'Stop sending requests to this phone',
  },

  /** A notification: the binding message, what is asked for, and what to do when it comes out of the blue. */
  notice: {
    title: ({ name }: { name: string }) => `Alder Bank asks ${name}`,
    titleShort: 'Alder Bank asks you',
    noMessage: 'Open your phone to answer.',
    tooLong: 'This request is too long to show here. Open your phone and read it before you answer.',
    notOnCall: 'Not on a call with us? Do not approve. Open your phone and tell us.',
  },

  /** What the phone’s scripts show when the bank refuses something. */
  refusals: {
    signIn: 'Sign in to the phone first.',
    otherPage: 'This did not come from the phone’s own page. Open the phone and try again.',
    notEnrolled: 'Enrol this phone first.',
    pushService: 'The bank cannot use this browser’s push service: its address has no https.',
  },
};
