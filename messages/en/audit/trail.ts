import type { Unrecorded } from '@/lib/audit/trail';

/**
 * What is wrong with a trail: on its page, at a terminal, and kept with the proof. Numbers of records stay as they are in
 * an export, to be searched for.
 */
export const say = {
  /** What a record holds of a person. */
  parts: { staff: 'who acted', customer: 'whom it concerned' },

  record: {
    unreadable: ({ position }: { position: number }) => `Record ${position} cannot be read.`,
    outOfOrder: ({ position, after }: { position: number; after: number }) =>
      `Record ${position} comes after record ${after}.`,
    gone: ({ from, to }: { from: number; to: number }) =>
      from === to ? `Record ${from} is gone.` : `Records ${from} to ${to} are gone.`,
    onlyPlaceLeft: ({ position }: { position: number }) =>
      `Record ${position} is gone; only its place is left.`,
    exchanged: ({ one, other }: { one: number; other: number }) =>
      `Records ${one} and ${other} were exchanged.`,
    added: ({ position }: { position: number }) => `Record ${position} was added later.`,
    goneFrom: ({ position }: { position: number }) => `The record that was at place ${position} is gone.`,
    changed: ({ position }: { position: number }) =>
      `Record ${position} was changed, or another one was put in its place.`,
    partChanged: ({ position, part }: { position: number; part: string }) =>
      `In record ${position}, ${part} was changed.`,
    partGone: ({ position, part }: { position: number; part: string }) =>
      `In record ${position}, ${part} is gone, and no scheduled deletion that covers it was recorded.`,
    neverPlaced: ({ id }: { id: number }) =>
      `The record with the key ${id} was never given a place in the chain.`,
    afterSigned: ({ position }: { position: number }) =>
      `Record ${position} comes after the last one that was signed.`,
  },

  checkpoint: {
    keptForged: 'A checkpoint that was kept elsewhere was not signed with a key of this trail.',
    forged: ({ after }: { after: number }) =>
      `The checkpoint after record ${after} was not signed with a key of this trail.`,
    misplaced: ({ position }: { position: number }) =>
      `The checkpoint of record ${position} is stored with a place or time that is not the signed one.`,
    outOfOrder: ({ position, after }: { position: number; after: number }) =>
      `The checkpoint of record ${position} comes after record ${after}.`,
  },

  chain: {
    endNotSigned: 'The end is not signed: it may be cut off.',
    notSealed: ({ since }: { since: string }) =>
      `Records have waited for their place since ${since}: nothing is sealed.`,
    cutOff: ({ from, to, until, kept }: { from: number; to: number; until: string; kept: boolean }) =>
      `Records ${from} to ${to} were signed and are gone from the end${
        kept ? ', as a checkpoint kept elsewhere says' : ''
      }. Reports and alarms of that time, until ${until}, may be gone with them.`,
    rewritten: ({ from, to, kept }: { from: number; to: number; kept: boolean }) =>
      `Somewhere from record ${from} to ${to} the trail was rewritten: it is not what was signed${
        kept ? ' and kept elsewhere' : ''
      }.`,
    unrecorded: {
      verification: ({ id }) =>
        `Verification ${id} was changed without a record of it, or records of it are missing.`,
      report: ({ id }) =>
        `Report ${id} was made up, changed or deleted without a record of it, or its record is missing.`,
      alarm: ({ id }) =>
        `Alarm ${id} was raised, lifted, changed or deleted without a record of it, or records of it are missing.`,
    } satisfies Record<Unrecorded['what'], (of: { id: string }) => string>,
  },

  file: {
    notATrail: 'This is not an audit trail exported by Countersign.',
    lineUnreadable: ({ line }: { line: number }) => `Line ${line} cannot be read.`,
    endForged: 'The end of the export was not signed with a key of this trail.',
    beginningGone: ({ from, first }: { from: number; first: number }) =>
      `The export was made from record ${from} on, but begins with record ${first}.`,
    addedAfterEnd: ({ last }: { last: number }) =>
      `The export ended with record ${last}; what follows was added.`,
  },

  /** Why the desk adds nothing to the chain any more. */
  stopped: {
    database: 'The database does not accept them. The log says why.',
    noSignature: 'The chain has records and no signature.',
    otherKey: 'The newest signature was not made with a key of AUDIT_KEYS.',
    otherEnd: 'The chain does not end as it was signed.',
    setBack: ({ end, seen, at }: { end: number; seen: number; at: string }) =>
      `The chain ends with record ${end}; what this node keeps outside of the database says that record ${seen} was there, at ${at}. If a backup was restored, alarms raised after it was made are missing here: customers can be asked again in spite of them, until somebody reports them anew. The same goes for a failover that lost what the standby had not received.`,
  },
};
