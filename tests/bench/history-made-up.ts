import type { Actor, StaffActor } from '@/lib/actor';
import { opActor, poller } from '@/lib/actor';
import type { AuditEntry } from '@/lib/audit/entry';
import { purposes } from '@/lib/verification/purposes';
import { transition, type VerificationEvent } from '@/lib/verification/state';
import { newVerificationId, type Verification } from '@/lib/verification/verification';
import type { Random } from '../../sandbox/bank/random';

/** A verification and what was recorded of it. */
export interface MadeUp {
  readonly verification: Verification;
  readonly trail: readonly AuditEntry[];
}

export interface Request {
  readonly at: Date;
  readonly actor: StaffActor;
  readonly customer: { readonly id: string; readonly subject: string };
  readonly transfer: { readonly id: string; readonly hash: string } | null;
  readonly delivery: Verification['delivery'];
  readonly callReference: string | null;
}

/** Every verification has as many records. */
const RECORDS = 5;

interface Step {
  /** Seconds after the one before. */
  readonly after: number;
  readonly by: Actor;
  readonly event: VerificationEvent;
}

/** What becomes of one request until `until`, as the real rules have it. */
export function makeUp(random: Random, request: Request, supervisor: StaffActor, until: Date): MadeUp {
  let verification = requested(random, request);
  const trail: AuditEntry[] = [firstEntry(verification, request)];
  let at = request.at;
  for (const { after, by, event } of stepsOf(random, request)) {
    at = new Date(at.getTime() + Math.round(after * 1000));
    if (at > until) break;
    const next = transition(verification, event, at);
    if (!next) throw new Error(`${event.type} does not follow ${verification.status}`);
    verification = next;
    trail.push(entryOf(verification, event, by, at));
  }
  while (trail.length < RECORDS) {
    at = new Date(at.getTime() + random.int(60, 3600) * 1000);
    trail.push({
      at,
      actor: supervisor,
      action: 'history.entry_viewed',
      verificationId: verification.id,
      customerId: verification.customerId,
    });
  }
  return { verification, trail };
}

function requested(random: Random, { at, actor, customer, transfer, ...how }: Request): Verification {
  const purpose = transfer ? 'wire_transfer' : 'account_access';
  const spokenCode = random.digits(6);
  return {
    id: newVerificationId(),
    customerId: customer.id,
    customerSubject: customer.subject,
    staffSubject: actor.subject,
    staffName: actor.name,
    purpose,
    transferId: transfer?.id ?? null,
    transferHash: transfer?.hash ?? null,
    authorizationDetails: null,
    denialUnclear: false,
    denialAnswer: null,
    scope: purposes[purpose].scope,
    callReference: how.callReference,
    bindingMessage: `You are on a call with us. Code ${spokenCode}`,
    spokenCode,
    status: 'requested',
    reason: null,
    detail: null,
    intervalSeconds: 5,
    opReachable: true,
    requestedAt: at,
    expiresAt: new Date(at.getTime() + 120_000),
    endedAt: null,
    grantExpiresAt: null,
    grantEnd: null,
    viewedAt: null,
    delivery: how.delivery,
    notificationHash: null,
    pingedAt: null,
    version: 1,
  };
}

function stepsOf(random: Random, { actor, transfer, delivery }: Request): Step[] {
  const luck = random.int(1, 1000);
  if (luck <= 12) {
    const reason = random.pick(['unknown_user', 'not_enrolled', 'not_enrolled', 'request_refused'] as const);
    return [{ after: 0.3, by: actor, event: { type: 'refused', reason, detail: 'HTTP 400' } }];
  }
  const begun: Step[] = [
    { after: 0.2, by: actor, event: { type: 'acknowledged', expiresIn: 120, interval: 5 } },
  ];
  const seconds = answerSeconds(random);
  const heard: Step =
    delivery === 'ping'
      ? { after: seconds, by: opActor, event: { type: 'pinged' } }
      : { after: 5, by: poller, event: { type: 'slowed_down', interval: 10 } };
  const answer = (event: VerificationEvent): Step => ({
    after: heard.event.type === 'pinged' ? 0.2 : Math.max(seconds - 5, 0.1),
    by: poller,
    event,
  });
  if (luck <= 700) {
    const approved: VerificationEvent = { type: 'approved', grantExpiresIn: 1800 };
    const over: Step = {
      after: random.int(30, 900),
      by: actor,
      event: { type: 'grant_ended', why: transfer ? 'transfer_settled' : 'call_ended' },
    };
    if (transfer) return [...begun, heard, answer(approved), over];
    const viewed: Step = { after: 1, by: actor, event: { type: 'data_viewed' } };
    return [...begun, { ...answer(approved), after: seconds }, viewed, over];
  }
  if (luck <= 840)
    return [...begun, heard, answer({ type: 'denied', fraudReported: random.int(1, 20) === 1 })];
  const slower: Step = { after: 5, by: poller, event: { type: 'slowed_down', interval: 10 } };
  if (luck <= 950) return [...begun, slower, { after: 115, by: poller, event: { type: 'deadline_passed' } }];
  if (luck <= 985) {
    return [...begun, slower, { after: random.int(2, 90), by: actor, event: { type: 'cancelled' } }];
  }
  const reason = random.pick(['wrong_subject', 'invalid_token', 'op_error', 'op_error'] as const);
  return [...begun, heard, answer({ type: 'failed', reason, detail: 'invalid_grant' })];
}

/** Log-normal, as thinking times are: half of them under 14 s, one in twenty over 38 s. */
function answerSeconds(random: Random): number {
  const uniform = () => random.int(1, 1_000_000) / 1_000_000;
  const normal = Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
  return Math.min(Math.max(14 * Math.exp(0.6 * normal), 2), 110);
}

function firstEntry(v: Verification, { at, actor }: Request): AuditEntry {
  return {
    at,
    actor,
    action: 'verification.requested',
    verificationId: v.id,
    customerId: v.customerId,
    ...(v.transferId ? { transferId: v.transferId } : {}),
    details: {
      purpose: v.purpose,
      scope: v.scope,
      ...(v.callReference ? { call_reference: v.callReference } : {}),
    },
    personal: { binding_message: v.bindingMessage },
  };
}

function entryOf(v: Verification, event: VerificationEvent, by: Actor, at: Date): AuditEntry {
  const { type, ...facts } = event.type === 'failed' ? { ...event, answeredBy: null } : event;
  return {
    at,
    actor: by,
    action: `verification.${type}`,
    verificationId: v.id,
    customerId: v.customerId,
    ...(v.transferId ? { transferId: v.transferId } : {}),
    details: { ...facts, status: v.status, ...(v.reason ? { reason: v.reason } : {}) },
  };
}
