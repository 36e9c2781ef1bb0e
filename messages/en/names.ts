/** What stands in the place of a name. */
export const say = {
  removedCustomer: 'Removed customer',
  /** A subject of the sign-in service that the directory does not know. */
  unknownCustomer: 'Unknown customer',
  /** Tells people apart whose names were removed: the same one has the same word everywhere. */
  formerStaff: ({ word }: { word: string }) => `Former staff ${word}`,
  formerMember: 'Former member of staff',
  stranger: 'Not signed in',
};
