/** Why somebody was refused, in words. */
export const refusalReasons: Readonly<Record<string, string>> = {
  role: 'Not part of their role',
  person: 'Belongs to somebody else',
  session: 'With a session that was over or never began',
  origin: 'Sent by another site',
  body: 'Not as a page of the desk sends it',
  token: 'Without a token that the desk gave out',
  approval: 'No approval was in use',
  various: 'For several reasons',
  // A sign-in's, in next-auth's words.
  OAuthCallback: 'What came back from the staff sign-in was not what was sent for',
  Callback: 'What came back from the staff sign-in could not be used',
  AccessDenied: 'The staff sign-in did not let them in',
  Configuration: 'Sign-in is not set up correctly',
};

/** What was tried, in words: a permission by its name, or what was tried with a transfer. */
export const attempts: Readonly<Record<string, string>> = {
  'customers.read': 'look a customer up',
  'verification.request': 'verify a customer',
  'verification.cancel': 'end a verification',
  'verification.read': 'follow a verification',
  'sensitive_data.read': 'read sensitive data',
  'transfers.read': 'look at transfers',
  'transfer.enter': 'enter a transfer',
  'history.read': 'look at the history',
  'history.read_all': 'look at everybody’s history',
  'history.export': 'export the history or the audit trail',
  'audit.prove': 'prove the audit trail',
  'alert.take': 'take an alert',
  'legal_hold.place': 'place or lift a legal hold',
  look: 'look at a transfer',
  enter: 'enter a transfer',
  edit: 'change a transfer',
  'read draft': 'read a draft',
  ask: 'ask the customer about a transfer',
  cancel: 'cancel a transfer',
  agree: 'agree to a transfer',
  refuse: 'refuse a transfer',
  reconcile: 'reconcile a transfer',
  sign_in: 'sign in',
  various: 'several things',
};
