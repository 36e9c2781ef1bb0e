/** Why the desk did not do what somebody asked of it. */
export const say = {
  notUnderstood: 'That request was not understood.',
  noTransfer: 'There is no such transfer.',
  noCustomer: 'There is no such customer.',

  onlyTheTeller: 'Only the teller who entered this transfer can do that.',
  notTheTeller: 'You entered this transfer, so another supervisor has to decide.',

  hasChanged: 'This transfer has changed in the meantime. Look at it again.',
  changedByMany: 'Several people changed this at once. Look at it again and repeat if needed.',
  changedInAnotherTab: 'This transfer was changed or submitted in another tab. Look at it again.',
  draftChangedInAnotherTab: 'This draft was changed in another tab. Load it to go on.',
  notADraft: 'This transfer has already been submitted. To change it, open it and press Edit.',
  incomplete: 'Something is still missing in this transfer.',
  cannotChange: 'This transfer cannot be changed: the bank already has it, or it has ended.',
  cannotStartAgain: 'This transfer cannot be started again.',
  anotherBegun: 'You have begun another transfer for this customer. Finish or cancel that one first.',
  /** Told to the teller and to the second person. */
  stale:
    'This transfer was submitted more than a day ago. The teller has to press Edit and request authorization again.',

  notWaiting: 'This transfer is not waiting for the customer. Look at it again.',
  askedByYou: 'The customer is being asked something else by you right now. Try again when that is over.',
  askedBy: ({ name }: { name: string }) =>
    `The customer is being asked something else by ${name} right now. Try again when that is over.`,

  notAReference: 'This is not a bank’s reference. Use only letters, digits, spaces and . / _ -',
};
