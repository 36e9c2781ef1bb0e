/**
 * What the customer reads on their phone, the most complete first: the provider’s rules decide which of them fits.
 * Names in braces are filled in. Customers know these sentences, and documentation and tests quote them.
 */
export const say = {
  /** With everything the customer has to be made aware of (PSD2 RTS, article 5): amount, payee, and the spoken code. */
  complete: [
    'Transfer {amount} to {payee}. Code {code}',
    'Transfer {amount} to {payee}: {code}',
    '{amount} to {payee} {code}',
  ],

  /** For a phone that shows amount and payee from `authorization_details` anyway. */
  brief: ['Transfer {amount}. Code {code}', '{amount} {code}', '{code}'],
};
