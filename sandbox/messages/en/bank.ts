/** What the bank writes on transfers, accounts and customers. */
export const say = {
  /** A transfer in a line, on phones and in notifications. */
  transfer: (of: { amount: string; payee: string; account: string; purpose: string | undefined }) => {
    const sentence = `Send ${of.amount} to ${of.payee}, account ${of.account}`;
    return of.purpose ? `${sentence}, for “${of.purpose}”` : sentence;
  },
  /** Where the number does not say the bank. */
  accountAt: ({ number, bank }: { number: string; bank: string }) => `${number} at ${bank}`,
  /** On the list of transactions. */
  booked: ({ payee }: { payee: string }) => `Transfer to ${payee}`,

  accounts: {
    business: 'Business account',
    everyday: 'Everyday account',
    rainyDay: 'Rainy-day savings',
    holiday: 'Holiday savings',
    card: 'Credit card',
  },

  /** What agents are to know about some customers. */
  securityNotes: {
    noSavings: 'Say nothing about savings on the phone: the customer asked for this in person.',
    impersonated: 'Somebody tried to impersonate this customer last spring. Verify before every change.',
    hardOfHearing: 'Hard of hearing: speak slowly and repeat figures.',
  },

  /** The page that plays the bank’s fraud engine. */
  fraudEngine: {
    title: 'Fraud engine',
    back: 'To the phones',
    lead: 'It has found a customer’s password in a list of stolen ones, and tells the contact centre.',
    customerNumber: 'Customer number',
    report: 'Report compromised credentials',
    /** Sent with the report, for the staff of the contact centre. */
    reason: 'Found in a list of stolen passwords',
    of: ({ name, result }: { name: string; result: string }) => `${name}: ${result}`,
    results: {
      reported:
        'Reported. The contact centre cannot ask this customer anything or see their data until it has looked into the report.',
      waits: 'The bank cannot reach the contact centre. It keeps trying for half a minute.',
      refused: 'The contact centre refused the report: its settings do not fit this bank.',
      unknown: 'There is no such customer. Check the number.',
    },
  },

  wentWrong: 'Something went wrong at the bank. Try again.',
};
