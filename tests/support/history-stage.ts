import fc from 'fast-check';
import { createAuditLog } from '@/lib/adapters/postgres/audit-log';
import { createSqlDirectory, importCustomers } from '@/lib/adapters/postgres/customer-directory';
import { createExportStore } from '@/lib/adapters/postgres/export-store';
import { createHistoryStore } from '@/lib/adapters/postgres/history-store';
import { createSearchStore } from '@/lib/adapters/postgres/search-store';
import { toRow as toTransferRow } from '@/lib/adapters/postgres/transfer-row';
import { toRow } from '@/lib/adapters/postgres/verification-row';
import type { Verification } from '@/lib/verification/verification';
import type { EndReason, Status } from '@/lib/verification/view';
import { appendAudit } from './audit-keys';
import type { Engine } from './engines';
import { FakeClock } from './fake-clock';
import { recordingLog } from './recording-log';
import { ann, bob, customer, later, requested, START, tom } from './samples';
import { alarmStore } from './stores';
import { draft } from './transfer-samples';

/** The desk's time zone in these tests; START is a day of its winter. */
export const zone = 'Europe/London';

/** Who are found by name, and Gone, who has left the directory. */
const people = [
  customer('C-1', { name: 'Maria Alvarez' }),
  customer('C-2', { name: 'Mariana Ruiz' }),
  customer('C-3', { name: 'Sean O’Brien' }),
];
const customerIds = [...people.map(({ id }) => id), 'C-gone'];

const transfer = draft();

const outcomes: readonly (readonly [Status, EndReason | null])[] = [
  ['pending', null],
  ['approved', null],
  ['denied', 'denied'],
  ['denied', 'fraud_reported'],
  ['expired', 'expired'],
  ['cancelled', 'cancelled'],
  ['failed', 'op_error'],
];

const MINUTE = 60;
const DAY = 24 * 60 * MINUTE;

interface Fact {
  readonly at: Date;
  readonly outcome: (typeof outcomes)[number];
  readonly answerMs: number;
  readonly staff: typeof ann;
  readonly customerId: string;
  readonly isWire: boolean;
  readonly delivery: 'poll' | 'ping' | 'push';
  readonly call: string | null;
  readonly message: string;
}

/** Often at the same moment, often on the edge of a day; some over two weeks, some long ago; all of it over by START. */
const moments = fc.oneof(
  fc.constantFrom(0, -1, -2).map((days) => later(-9 * 60 * MINUTE + days * DAY)),
  fc.integer({ min: -14 * DAY, max: -100 }).map((seconds) => later(seconds)),
  fc.integer({ min: -500, max: 0 }).map((days) => later(days * DAY - 100)),
);

const facts: fc.Arbitrary<Fact> = fc.record({
  at: moments,
  outcome: fc.constantFrom(...outcomes),
  answerMs: fc.nat(100_000),
  staff: fc.constantFrom(ann, bob, tom),
  customerId: fc.constantFrom(...customerIds),
  isWire: fc.boolean(),
  delivery: fc.constantFrom('poll', 'ping', 'push'),
  call: fc.constantFrom(null, 'K-1', 'K-2'),
  message: fc.constantFrom('CALL-1', '=1+1', 'Pay "Doe", now'),
});

/** A history that might be anybody's. Nobody is asked twice at once. */
export function randomHistory(count: number, seed: number): Verification[] {
  const asked = new Set<string>();
  return fc.sample(facts, { numRuns: count, seed }).map((fact) => {
    const [wanted, why] = fact.outcome;
    const isTaken = wanted === 'pending' && asked.has(fact.customerId);
    const [status, reason] = isTaken ? (['cancelled', 'cancelled'] as const) : [wanted, why];
    if (status === 'pending') asked.add(fact.customerId);
    // Nothing has ended yet that ends after START, which is now.
    const ended = new Date(Math.min(fact.at.getTime() + fact.answerMs, START.getTime()));
    const endedAt = status === 'pending' ? null : ended;
    return requested({
      customerId: fact.customerId,
      staffSubject: fact.staff.subject,
      staffName: fact.staff.name,
      ...(fact.isWire
        ? { purpose: 'wire_transfer', transferId: transfer.id, transferHash: 'hash of the order' }
        : {}),
      status,
      reason,
      delivery: fact.delivery,
      callReference: fact.call,
      bindingMessage: fact.message,
      requestedAt: fact.at,
      expiresAt: later(120, fact.at),
      endedAt,
      ...(status === 'approved' ? { grantExpiresAt: later(600, fact.at), grantEnd: 'call_ended' } : {}),
    });
  });
}

/** The history's parts as lib/server.ts wires them, over an empty database. */
export async function openHistory({ open }: Engine) {
  const database = await open();
  const { db } = database;
  await importCustomers(db, people);
  const transferRow = { ...toTransferRow(transfer), lease_node: null, lease_until: null };
  await db.insertInto('transfers').values(transferRow).execute();
  const put = async (verifications: readonly Verification[]) => {
    const rows = verifications.map((v) => ({
      ...toRow(v),
      sealed: null,
      lease_node: null,
      lease_until: null,
    }));
    await db.insertInto('verifications').values(rows).execute();
  };
  const clock = new FakeClock(START.toISOString());
  const deps = {
    history: createHistoryStore(db),
    alarms: alarmStore(db),
    exports: createExportStore(db, appendAudit),
    directory: createSqlDirectory(db, 'GB'),
    searches: createSearchStore(db, appendAudit, 1_000_000),
    audit: createAuditLog(db, appendAudit),
    region: 'GB' as const,
    env: { TIME_ZONE: zone },
    clock,
    log: recordingLog().log,
  };
  return { database, db, deps, clock, put, close: () => database.close() };
}

export type HistoryStage = Awaited<ReturnType<typeof openHistory>>;

/** All of a file. */
export async function contentOf(pieces: { next(): Promise<Uint8Array | undefined> }): Promise<string> {
  const read: Uint8Array[] = [];
  for (let piece = await pieces.next(); piece; piece = await pieces.next()) read.push(piece);
  return Buffer.concat(read).toString('utf8');
}
