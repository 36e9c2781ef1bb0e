/** What the customer reads on their phone. */
export const say = {
  /** From the friendliest to the tersest; the first that the sign-in service accepts is sent. */
  accountAccess: [
    'You are on a call with us. Code {code}',
    'Call with your bank: {code}',
    'CALL-{code}',
    // Nothing but what must not be missing, so that there is a message wherever that fits.
    '{code}',
  ],
};
