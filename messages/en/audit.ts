import type { ReactNode } from 'react';
import type { FindingKind, ProofRun } from '@/lib/audit/view';
import { rich } from '../rich';
import { count, numberText } from './locale';
import { product, titleOf } from './title';

export const say = {
  title: 'Audit trail',
  tab: titleOf('Audit trail', 'History'),
  intro:
    'Everything that anybody does at this desk is recorded in one chain. Each record carries the hash of all records before it, and the newest is signed with a key that is not in the database. If somebody changes a record afterwards, the chain no longer fits.',

  prove: 'Prove now',
  proving: 'Proving…',

  state: {
    changed: 'The trail was changed',
    stopped: 'Records are no longer sealed',
    notProved: 'Not proved yet',
    allSound: ({ checked }: { checked: number }) =>
      `No tampering found in ${numberText(checked)} records checked`,
    partSound: ({ checked, records }: { checked: number; records: number }) =>
      `No tampering found in ${numberText(checked)} of ${numberText(records)} records checked`,
    proveFirst: 'Press Prove now to check every record, from the first on.',
    sound: ({ records, at, askedBy }: Checked) =>
      rich`${count(records, 'record', 'records')} checked on ${at}, asked by ${askedBy}. Each record is as it was written and in its place. None is missing, none was added.`,
    unsound: ({ records, at, askedBy }: Checked) =>
      rich`${count(records, 'record', 'records')} checked on ${at}, asked by ${askedBy}. What the proof found first:`,
    /** `why` is a whole sentence, or more. */
    stoppedBecause: ({ why }: { why: string }) =>
      `No more records are added to the chain. ${why} Tell your security officer, and leave the database as it is.`,
    progress: 'Proof',
    progressText: ({ records, total }: { records: number; total: number }) =>
      `${numberText(records)} of ${numberText(total)} records`,
  },

  findings: {
    changed: 'Changed',
    removed: 'Removed',
    inserted: 'Inserted',
    reordered: 'Moved',
    cut_off: 'Cut off',
    rewritten: 'Rewritten',
    forged_signature: 'Forged signature',
    unsigned: 'Not signed',
    erased_unrecorded: 'Person removed',
    unrecorded: 'Not recorded',
    unreadable: 'Unreadable',
  } satisfies Record<FindingKind, string>,

  proofs: {
    heading: 'Proofs so far',
    started: 'Started',
    askedBy: 'Asked by',
    records: 'Records',
    outcome: 'Outcome',
    outcomes: {
      running: 'Running',
      sound: 'Nothing changed',
      unsound: 'Changed',
      broken_off: 'Stopped early',
    } satisfies Record<ProofRun['state'], string>,
    /** Who asks for the daily proof. */
    desk: product,
  },

  signature: {
    heading: 'The newest signature',
    covers: 'Covers',
    coversOf: ({ position, records }: { position: number; records: number }) =>
      `${numberText(position)} of ${count(records, 'record', 'records')}`,
    nothing: 'Nothing yet',
    waiting: ({ records }: { records: number }) =>
      `${numberText(records)} more written moments ago, not yet in the chain`,
    signed: 'Signed',
    hash: 'Hash of the whole chain',
    key: 'Key',
  },

  elsewhere: {
    heading: 'Prove it elsewhere',
    checkpoint:
      'A checkpoint is a file with the newest signature. Keep one where nobody here can reach it: it shows later whether anything it covers was changed or cut off.',
    saveCheckpoint: 'Checkpoint',
    saveKeys: 'Public keys',
    trail:
      'Anybody with the public keys can prove the exported trail. It holds names and messages: treat it like customers’ data.',
    from: 'From (leave empty for all of it)',
    export: 'Export the trail',
    command: 'Then, on any machine with Countersign:',
    nothingSigned: 'Nothing has been signed yet.',
    /** `fields`: names in the address. */
    notADate: ({ fields }: { fields: readonly string[] }) => `This is not a date: ${fields.join(', ')}.`,
  },
};

interface Checked {
  readonly records: number;
  readonly at: ReactNode;
  readonly askedBy: string;
}
