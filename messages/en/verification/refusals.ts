import { count } from '../locale';

interface Wait {
  /** How long until the next request is possible, in words; null while nobody knows. */
  readonly wait: string | null;
}

interface Limit extends Wait {
  /** How many requests are allowed, … */
  readonly most: number;
  /** … and within what time, in words. */
  readonly period: string;
}

const next = ({ wait }: Wait) => (wait ? `The next request is possible in ${wait}. ` : '');

/** Why the desk does not do what somebody asked of it. */
export const say = {
  noVerification: 'There is no such verification.',
  notYours: 'Only the colleague who asked can do this.',
  changedAtOnce: 'Several people changed this at once. Look again and repeat if needed.',
  notReleasable: 'Only a verified call can be released.',
  answerFirst: 'Open the verification and record what the caller says first.',

  userCodeMissing: 'Ask the customer for their user code and type it in.',
  customerNotRecognised:
    'This customer’s record lacks the identifier that the bank uses. Ask an administrator.',
  messageTooLong:
    'The sign-in service accepts no binding message long enough for the code. Ask an administrator.',
  transferMessageTooLong:
    'The sign-in service accepts no binding message that holds amount, payee and code. Ask an administrator.',
  transferNotWaiting: 'This transfer is not waiting for the customer. Look at it again.',
  askedSince:
    'You have asked this customer since this page was loaded. Read how that ended before you ask again.',

  noSuchAnswer: 'Choose one of the three answers.',
  answeredAlready: 'This denial no longer needs an explanation. Look at it again.',

  /** Why the customer may not be asked now, when the next request is possible, and who can help. */
  guard: {
    alarm: 'This customer has an alarm: nobody can ask them until a supervisor lifts it. Give nothing away.',
    denied: ({ wait }: Wait) =>
      `The customer has just denied a request. ${next({ wait })}A supervisor can allow one more.`,
    customerAsked: ({ most, period, wait }: Limit) =>
      `This customer was asked ${count(most, 'time', 'times')} in the last ${period}. ${next({ wait })}A supervisor can allow one more. Or identify them another way.`,
    staffAsked: ({ most, period, wait }: Limit) =>
      `You asked ${count(most, 'customer', 'customers')} in the last ${period}, which is the most one person may ask. ${next({ wait })}A supervisor can allow one more.`,
  },
  duration: {
    seconds: (seconds: number) => count(seconds, 'second', 'seconds'),
    minutes: (minutes: number) => count(minutes, 'minute', 'minutes'),
    hours: (hours: number) => count(hours, 'hour', 'hours'),
  },
};
