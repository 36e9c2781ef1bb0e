import { expect } from 'vitest';
import type { Verification } from '@/lib/verification/verification';
import { type FaultyOp, INTERVAL, startFaultyOp } from './faulty-op';
import { type Line, type LineOptions, openLine } from './line';
import type { Delivery, ProviderDouble } from './providers/provider-double';

/** A desk whose line to the OP can be made a bad one. */
export interface FaultyLine {
  readonly line: Line;
  readonly op: FaultyOp;
}

type FaultyOptions = Parameters<typeof startFaultyOp>[1] & {
  readonly line?: LineOptions;
  readonly delivery?: Delivery;
};

/** Opens lines to one OP, and closes them all together: tests that run at once share one list. */
export function faultyLines(op: () => ProviderDouble) {
  const opened: FaultyLine[] = [];
  return {
    async open({ line, delivery = 'poll', ...options }: FaultyOptions = {}): Promise<FaultyLine> {
      const faulty = await startFaultyOp(op(), options);
      const one = { op: faulty, line: await openLine(faulty, 'client_secret_basic', delivery, line) };
      opened.push(one);
      return one;
    },
    async close(): Promise<void> {
      await Promise.all(opened.map(({ line }) => line.close()));
      await Promise.all(opened.map((one) => one.op.close()));
    },
  };
}

/** A verification the OP has acknowledged, with its id. */
export async function asked({ line }: FaultyLine): Promise<{ v: Verification; authReqId: string }> {
  const v = await line.ask();
  expect(v.status).toBe('pending');
  const { authReqId } = line.store.secrets(v.id);
  if (!authReqId) throw new Error('pending without an auth_req_id');
  return { v, authReqId };
}

/** It was approved, once, and asked about no faster than was agreed. */
export async function expectApproval(
  { line, op }: FaultyLine,
  v: Verification,
  authReqId: string,
): Promise<void> {
  expect(await line.after(v, 'pending')).toMatchObject({
    status: 'approved',
    reason: null,
    opReachable: true,
  });
  expect(line.store.actions(v.id).filter((action) => action === 'verification.approved')).toHaveLength(1);
  const { tokens, ...rest } = line.store.secrets(v.id);
  expect(rest).toEqual({});
  expectPace(op, authReqId);
  expectNothingTold(line, [authReqId, tokens?.accessToken]);
}

/** It ended so, and nothing of it is kept. */
export async function expectEnd(
  { line, op }: FaultyLine,
  v: Verification,
  authReqId: string,
  end: Partial<Verification>,
): Promise<void> {
  expect(await line.after(v, 'requested', 'pending')).toMatchObject(end);
  expect(line.store.secrets(v.id)).toEqual({});
  expect(line.store.actions(v.id)).not.toContain('verification.approved');
  expectPace(op, authReqId);
  expectNothingTold(line, [authReqId]);
}

/** Requests arrive a little closer than they were sent while this machine is busy. */
const TOLERANCE_MS = 200;

function expectPace(op: FaultyOp, authReqId: string): void {
  const polls = op.polls(authReqId);
  for (const [n, at] of polls.slice(1).entries()) {
    expect(at - (polls[n] ?? 0)).toBeGreaterThanOrEqual(INTERVAL * 1000 - TOLERANCE_MS);
  }
  expect(op.overlap).toBeLessThanOrEqual(1);
}

/** Neither the log nor the audit trail holds what nobody may know, or a novel of the OP's. */
export function expectNothingTold(line: Line, secrets: readonly (string | undefined)[]): void {
  const told = line.log.text() + JSON.stringify(line.store.audit);
  for (const secret of [...secrets, line.registration.clientSecret]) {
    if (secret) expect(told).not.toContain(secret);
  }
  expect(told.length).toBeLessThan(10_000);
}
