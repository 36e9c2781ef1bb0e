import type { ReactNode } from 'react';
import { rich } from '../../rich';
import { count, numberText } from '../locale';

const verifications = (shown: number) => count(shown, 'verification', 'verifications');

interface Shown {
  readonly shown: number;
}

export const say = {
  title: 'History',
  /** For those who see only their own. */
  ownTitle: 'My verifications',

  sections: {
    list: 'Verifications',
    reports: 'Reports',
    figures: 'Figures',
    live: 'Live',
    security: 'Security',
    audit: 'Audit trail',
    retention: 'Retention',
  },

  verifications: 'Verifications',
  counts: {
    none: 'No verifications',
    all: ({ shown }: Shown) => verifications(shown),
    newest: ({ shown }: Shown) => `The newest ${verifications(shown)}`,
    older: ({ shown }: Shown) => count(shown, 'older verification', 'older verifications'),
    oldest: ({ shown }: Shown) => `The oldest ${verifications(shown)}`,
  },

  table: {
    caption: 'Verifications, newest first',
    requested: 'Requested',
    customer: 'Customer',
    staff: 'Requested by',
    purpose: 'Purpose',
    outcome: 'Outcome',
    answered: 'Answered after',
    call: 'Call reference',
    notAnswered: '–',
    /** Where there is room for columns, they name what they hold: `label` is for where there is none. */
    by: ({ name, label }: { name: string; label: (words: string) => ReactNode }) =>
      rich`${label('By: ')}${name}`,
    ofCall: ({ reference, label }: { reference: string; label: (words: string) => ReactNode }) =>
      rich`${label('Call: ')}${reference}`,
  },

  nothing: {
    older: 'There is nothing older than this.',
    everybody: 'Nobody has been verified yet. Every request will be listed here.',
    own: 'You have not verified anybody yet. Your requests will be listed here.',
    backwards: 'The period ends before it begins. Change one of its days.',
    tooShort: 'That is too short to find a customer. Type more of the name, or the number.',
    filter: 'No verification matches this filter.',
    filters: 'No verification matches all of these filters.',
    removeIt: 'Remove it:',
    removeOne: 'Remove one of them:',
    without: ({ filter }: { filter: string }) => `Without “${filter}”`,
  },

  proof: {
    none: 'Audit trail not checked yet',
    unsound: ({ at }: { at: ReactNode }) =>
      rich`The audit trail did not pass its check on ${at}. See what is wrong`,
    sound: ({ at, records }: { at: ReactNode; records: number }) =>
      rich`No tampering found in ${count(records, 'record', 'records')} checked on ${at}`,
  },

  export: {
    heading: 'Export',
    formats: { csv: 'CSV', jsonl: 'JSON Lines' },
    start: ({ format }: { format: string }) => `Export as ${format}`,
    csvNote: 'CSV: commas, decimal points',
    /** What is read out of the lines below has no numbers that run. */
    starting: 'Starting the export…',
    notStarted: 'The export has not started yet.',
    running: ({ written, total }: { written: number; total: number }) =>
      `Exporting ${numberText(written)} of ${numberText(total)}…`,
    runningSpoken: 'Exporting.',
    finished: ({ written }: { written: number }) => `Exported: ${verifications(written)}.`,
    brokenOff: ({ written, total }: { written: number; total: number }) =>
      `The export stopped after ${numberText(written)} of ${numberText(total)}. The file is incomplete: export again.`,
  },
};
