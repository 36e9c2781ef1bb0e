/** Alerts of the live dashboard, and whom they concern. */
export const say = {
  /** Whom the directory no longer has. */
  removedCustomer: 'Removed customer',
  /** Whom the directory does not know. */
  unknownCustomer: 'Unknown customer',

  taken: ({ by }: { by: string }) => `${by} is already handling this alert.`,
  takenJustNow: 'Somebody else has just begun to handle this alert.',
  over: 'This alert is over. There is nothing left to do.',
};
