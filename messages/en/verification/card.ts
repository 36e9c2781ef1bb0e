import type { ReactNode } from 'react';
import type { DenialAnswer } from '@/lib/verification/view';
import { rich } from '../../rich';
import { count } from '../locale';

/** The card on a customer's page that shows the verification, and what it shares with transfers. */
export const say = {
  heading: 'Verification',
  statuses: {
    none: 'Not verified',
    colleague: 'A colleague is on this',
    sending: 'Sending the request',
    waiting: 'Waiting for the customer',
    transferAsked: 'Asked to authorize a transfer',
    transferAuthorized: 'A transfer was authorized',
  },

  /** Before the customer is asked. */
  idle: {
    notYourRole: 'Your role may look customers up but not verify them. Agents and tellers do that.',
    alarmed: 'Nobody can ask this customer until a supervisor lifts the alarm.',
    whatHappens: 'We send a request to the customer’s own phone. Their data opens here once they approve it.',
    whatToSay:
      'Say: “I’m sending a request to your phone. Please check that its code is the one I read to you, then approve it.”',
    phoneWillShow: 'Their phone will show',
    nobodyCanBeAsked:
      'Nobody can be verified here: the sign-in service accepts no binding message with a code in it. Tell your administrator, and identify the caller another way.',
  },

  /** The button that asks the customer, and its fields. */
  ask: {
    verify: 'Verify identity',
    again: 'Verify again',
    sending: 'Sending…',
    userCode: 'User code',
    userCodeMissing: 'Type the user code in first.',
    userCodeHint: 'Ask the customer for it. It is sent to the bank and not kept.',
    callReference: 'Call reference (optional)',
    callReferenceUnfit: ({ longest }: { longest: number }) =>
      `A call reference has at most ${count(longest, 'character', 'characters')}, and no line breaks or other control characters. Enter another one, or leave the field empty.`,
  },

  /** While the customer is asked. */
  waiting: {
    checkPhone: 'Ask the caller to check that their phone shows',
    advice: 'Same code: ask them to tap Approve. Different code: ask them to tap Deny, then cancel here.',
    timeLeft: 'Time left',
    onTheirPhone: 'On their phone',
    cancel: 'Cancel request',
    cancelling: 'Cancelling…',
    serviceSilent: 'The sign-in service is not answering right now. We keep trying; the request stays open.',
    reconnecting: 'Reconnecting. What you see may be out of date.',
  },
  /** Where the code will stand in the message, for who hears it. */
  codeToCome: '(the code, which is made when you send)',
  /** Before the code, for who hears it. */
  codeIs: 'The code is:',
  /** How each sign of a code is said on a bad line. */
  spelling: {
    A: 'Alfa',
    B: 'Bravo',
    C: 'Charlie',
    D: 'Delta',
    E: 'Echo',
    F: 'Foxtrot',
    G: 'Golf',
    H: 'Hotel',
    I: 'India',
    J: 'Juliett',
    K: 'Kilo',
    L: 'Lima',
    M: 'Mike',
    N: 'November',
    O: 'Oscar',
    P: 'Papa',
    Q: 'Quebec',
    R: 'Romeo',
    S: 'Sierra',
    T: 'Tango',
    U: 'Uniform',
    V: 'Victor',
    W: 'Whiskey',
    X: 'X-ray',
    Y: 'Yankee',
    Z: 'Zulu',
    0: 'Zero',
    1: 'One',
    2: 'Two',
    3: 'Three',
    4: 'Four',
    5: 'Five',
    6: 'Six',
    7: 'Seven',
    8: 'Eight',
    9: 'Nine',
  } as Readonly<Record<string, string>>,

  /** While the approval is in use. */
  approved: {
    how: ({ at, by }: { at: ReactNode; by: string }) =>
      at
        ? rich`The customer approved on their own phone at ${at}. Requested by ${by}.`
        : `The customer approved on their own phone. Requested by ${by}.`,
    locksIn: ({ time }: { time: ReactNode }) => rich`Locks in ${time}`,
    endCall: 'End call',
    ending: 'Locking…',
  },

  /** While a colleague asks, or has a verified call. */
  colleague: {
    asks: ({ strongName, name, at }: Colleague) =>
      rich`${strongName} is verifying this customer (asked at ${at}). If you have the same caller on your line, talk to ${name} before you go on.`,
    hasCall: ({ strongName, name, at }: Colleague) =>
      rich`${strongName} has this customer on the line and verified (asked at ${at}). If you have the same caller on your line, talk to ${name} before you go on.`,
    release: 'Release call',
    releasing: 'Releasing…',
  },

  /** While the customer is asked about a transfer, or has just authorized one. */
  transfer: {
    authorized:
      'The customer has just authorized a transfer on their phone, and the desk is asking the bank to execute it.',
    /** By a colleague, or by who reads it. */
    asking: ({
      colleague,
      since,
      identityLater,
    }: {
      colleague: ReactNode;
      since: ReactNode;
      identityLater: boolean;
    }) => {
      const then = identityLater ? ' Their identity can be verified once that is over.' : '';
      return colleague
        ? rich`${colleague} has been asking the customer to authorize a transfer since ${since}.${then}`
        : rich`You have been asking the customer to authorize a transfer since ${since}.${then}`;
    },
    open: 'Open the transfer',
  },

  /** After the end. */
  ended: {
    at: ({ time }: { time: ReactNode }) => rich`At ${time}.`,
    whatToDo: 'What to do now',
    nextAfterAnswer: ['Verify again only if the call still seems right to you.'],
  },

  /** Where nobody knows whether the customer denied or somebody else did. */
  denial: {
    happened: 'The answer from their phone was no. Nothing was unlocked.',
    question: 'Ask: “What did you press on your phone?”',
    doNotLead: 'The caller may not be the person who holds the phone. Do not suggest an answer.',
    answers: {
      pressed_nothing: 'They say they pressed nothing, or saw nothing',
      by_mistake: 'They say they pressed Deny by mistake',
      will_not_say: 'They will not say',
    } satisfies Record<DenialAnswer, string>,
    record: 'Record the answer',
    recording: 'Recording…',
    /** What was recorded, for who reads the page later. */
    recorded: {
      pressed_nothing: 'The caller said that they pressed nothing, or saw nothing.',
      by_mistake: 'The caller said that they pressed Deny by mistake.',
      will_not_say: 'The caller did not say what they pressed. Stay on your guard.',
    } satisfies Record<DenialAnswer, string>,
  },

  /** For who hears that the caller is somebody else. */
  report: {
    open: 'This is not the customer',
    heading: 'Report that this is not the customer',
    consequence:
      'The customer’s data locks for everybody at once, and nobody can ask them until a supervisor lifts the alarm.',
    send: 'This is not the customer',
    sending: 'Reporting…',
    reasonMissing: 'Say what made you think so. The supervisor reads it.',
    back: 'Back',
  },
};

interface Colleague {
  /** The name, set apart. */
  readonly strongName: ReactNode;
  readonly name: string;
  readonly at: ReactNode;
}
