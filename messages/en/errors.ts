/** What the desk answers when something was not done, whatever it was. */
export const say = {
  sessionEnded: 'Your session has ended. Sign in again.',
  notUnderstood: 'The desk did not understand that request. Reload the page and try again.',
  fieldTooLong: ({ most }: { most: number }) =>
    `The desk did not understand that request. A field has at most ${most} characters.`,
  notFromHere: 'That request did not come from a page of the desk.',
  notYourRole: 'Your role does not include this. Ask a supervisor if it should.',
  userCodeTooLong: ({ most }: { most: number }) => `A user code has at most ${most} characters.`,
  /** A file would quietly hold more than was meant. */
  notFiltered: ({ fields }: { fields: readonly string[] }) =>
    `No file was made: the desk cannot filter by ${fields.join(', ')}. Remove this from the address and try again.`,
  unexpected: 'Something went wrong on our side. Try again. If it happens again, tell your administrator.',

  /** Told by the browser itself. */
  deskSilent: 'The desk does not answer right now. Check your connection; we keep trying.',
  actionUnanswered: 'The desk did not answer. Check your connection and try again; nothing is done twice.',
  pageOutdated:
    'Nothing was done: the desk was updated, and this page is still the old one. It reloads by itself; then press again.',

  database: {
    starting: 'The desk is starting and waits for its database. Nothing was done. Try again in a moment.',
    notDone: 'The desk’s database cannot take this right now. Nothing was stored. Try again in a moment.',
    notKnown:
      'The desk’s database stopped answering. This may or may not have been stored: look at this page again before you repeat it.',
  },
};
