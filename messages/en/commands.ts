import type { ReportSource } from '@/lib/alarms/view';
import type { RetentionClass } from '@/lib/retention/view';
import { count, numberText } from './locale';

export const say = {
  noDatabase: 'There is no database yet: start the desk first.',
  olderDatabase:
    'The database is of an earlier release. Start this release of the desk once, then run this again.',
  stopped: ({ reason }: { reason: string }) => `This could not be looked at: ${reason}`,

  /** `npm run alarms` */
  alarms: {
    deskRuns:
      'A running desk has the embedded database open, and nobody else can open it. Open the page Alarms in the desk: it shows the same.',
    none: 'No alarms to list.',
    columns: { raised: 'raised (UTC)', customer: 'customer', reported: 'report', state: 'state' },
    sources: {
      provider: 'customer',
      security_event: 'security event',
      staff: 'staff',
      denial: 'after a denial',
      wrong_subject: 'somebody else answered',
    } satisfies Record<ReportSource, string>,
    reported: ({ source, by, more }: { source: string; by: string | null; more: number }) => {
      const first = by ? `${source} (${by})` : source;
      return more > 0 ? `${first} and ${numberText(more)} more` : first;
    },
    standing: 'standing',
    lifted: ({ at, by }: { at: string; by: string }) => `lifted ${at} by ${by}`,
    standingInAll: ({ alarms }: { alarms: number }) =>
      `${count(alarms, 'standing alarm', 'standing alarms')}.`,
  },

  /** `npm run audit:verify` */
  proof: {
    deskRuns:
      'A running desk has the embedded database open. Stop the desk, or press Prove now on its Audit trail page, or prove an export.',
    oneFile: 'Name one file at a time.',
    noFile: ({ file }: { file: string }) => `There is no file ${file}.`,
    noAuditKeys:
      'AUDIT_KEYS is missing: set it to the keys the audit trail was signed with, or name a file of public keys with --keys.',
    badKeys: ({ file }: { file: string }) => `The keys in ${file} cannot be read.`,
    badCheckpoints: ({ file }: { file: string }) => `The checkpoints in ${file} cannot be read.`,
    progress: ({ records }: { records: number }) => count(records, 'record', 'records'),

    database: 'the database',
    embedded: ({ folder }: { folder: string }) => `the embedded database in ${folder}`,
    ownKey: ({ kids }: { kids: readonly string[] }) =>
      `This was proved with the key in the file itself (${kids.join(', ')}). Compare it with the key on the Audit trail page, or pass that key with --keys.`,

    sound: 'No tampering found.',
    changed: 'THE AUDIT TRAIL WAS CHANGED.',
    rows: {
      what: 'what',
      records: 'records',
      signatures: 'signatures',
      removed: 'removed by retention',
      waiting: 'not yet in the chain',
    },
    records: (proved: { records: number; first: number; last: number; seconds: number }) => {
      const { records, first, last, seconds } = proved;
      const range = records > 0 ? `, ${numberText(first)} to ${numberText(last)}` : '';
      const rate = seconds > 0 ? ` (${numberText(Math.round(records / seconds))} a second)` : '';
      return `${numberText(records)}${range}, in ${seconds.toFixed(1)} s${rate}`;
    },
    signatures: ({ checkpoints, newest }: { checkpoints: number; newest: string | null }) =>
      newest ? `${numberText(checkpoints)}, the newest of ${newest}` : numberText(checkpoints),
    /** Parts of records, which those who read the trail know by these names. */
    removed: ({ staff, customer }: { staff: number; customer: number }) =>
      `who acted (staff) in ${count(staff, 'record', 'records')}, whom it concerned (customer) in ${count(customer, 'record', 'records')}`,
    waiting: ({ records }: { records: number }) => `${numberText(records)}, written moments ago`,
    note: ({ warning }: { warning: string }) => `note: ${warning}`,
  },

  /** `npm run retention` */
  retention: {
    deskRuns:
      'A running desk has the embedded database open, and nobody else can open it. The desk removes what is due once a day by itself; see what is due now on its page History, Retention.',
    columns: { name: 'class', kept: 'kept', older: 'older than (UTC)', held: 'on hold' },
    wouldGo: 'would be removed',
    went: 'removed',
    forGood: 'for good',
    kept: ({ days, follows }: { days: number; follows: RetentionClass | null }) =>
      follows ? `${dayCount(days)} (as ${follows})` : dayCount(days),
    nothing: 'nothing',
    amount: ({ rows, records }: { rows: number; records: number }) =>
      [rows > 0 && count(rows, 'row', 'rows'), records > 0 && count(records, 'audit record', 'audit records')]
        .filter(Boolean)
        .join(', '),
    failed: ({ name, problem }: { name: RetentionClass; problem: string }) =>
      `${name} could not be removed: ${problem}`,
    elsewhere: ({ name }: { name: RetentionClass }) => `${name}: a running desk is removing it right now.`,
    unchanged: 'Nothing was changed.',
  },
};

/** As they are written in RETENTION_DAYS: without separators. */
function dayCount(days: number): string {
  return days === 1 ? '1 day' : `${days} days`;
}
