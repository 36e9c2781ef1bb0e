import { randomUUID } from 'node:crypto';
import { opActor } from '@/lib/actor';
import { reportOn } from '@/lib/alarms/reports-of';
import { authorizationDetail } from '@/lib/transfers/linking';
import { newTransferId, type Transfer } from '@/lib/transfers/transfer';
import type { Verification } from '@/lib/verification/verification';
import { appendAudit } from '../support/audit-keys';
import { noLimits } from '../support/guard-limits';
import { ended, later, requested, START, tokens } from '../support/samples';
import { draft, transferAt } from '../support/transfer-samples';
import type { RetentionDesk } from './retention-desk';
import type { Person } from './retention-person';

/** Everything a customer can leave behind, all of it over by the end of its day. */
export async function leaveTraces(desk: RetentionDesk, who: Person): Promise<void> {
  await leaveVerification(desk, who);
  await leaveTransfer(desk, who);
  await leaveDrafts(desk, who);
  await leaveLiftedHold(desk, who);
  await leaveAlert(desk, who);
  await leaveAlarm(desk, who);
  await leaveLimits(desk, who);
  await leaveSearch(desk, who);
  const { id, session, audit } = signIn(who);
  await desk.sessions.start({ id, ...session }, audit);
  await desk.sessions.end(id, later(60), { ...audit, action: 'staff.signed_out', at: later(60) });
  await record(desk, who, 'customer.viewed');
}

async function leaveVerification({ verifications }: RetentionDesk, who: Person): Promise<void> {
  const asked = askedOf(who);
  const of = { actor: who.teller, verificationId: asked.id, customerId: who.customerId };
  await verifications.insert(asked, { node: 'n', until: later(15) }, noLimits, {
    ...of,
    at: START,
    action: 'verification.requested',
    personal: { binding_message: who.message },
  });
  const yes: Verification = {
    ...asked,
    status: 'approved',
    endedAt: later(9),
    grantExpiresAt: later(60),
    version: 2,
  };
  const grant = { tokens: { ...tokens(who.customerId), idToken: `id-token-of-${who.customerId}` } };
  await verifications.update(asked, yes, grant, { ...of, at: later(9), action: 'verification.approved' });
  const over: Verification = { ...yes, grantEnd: 'call_ended', version: 3 };
  await verifications.update(yes, over, {}, { ...of, at: later(30), action: 'verification.grant_ended' });
}

async function leaveTransfer(desk: RetentionDesk, who: Person): Promise<void> {
  const executed = await bring(
    desk,
    transferAt('executed', {
      ...ownedBy(who),
      requirement: 'customer_and_second_person',
      policyReasons: ['day_sum_customer'],
      policySums: { day_sum_customer: { minor: 4_711, own: 4_711 } },
      secondPersonSubject: who.second.subject,
      secondPersonName: who.second.name,
      secondPersonAt: START,
    }),
  );
  await desk.putVerification(authorizing(who, executed, ended('denied', { detail: who.detail })));
  await bring(desk, transferAt('failed', { ...ownedBy(who), detail: who.detail }));
  // Opened again and left lying: the customer had been asked about it once.
  const reopened = await bring(desk, draft({ ...ownedBy(who), edition: 2 }));
  await desk.putVerification(authorizing(who, reopened, ended('denied')));
}

/** Never submitted: one left lying, one given up. */
async function leaveDrafts(desk: RetentionDesk, who: Person): Promise<void> {
  const given = draft(ownedBy(who));
  await desk.transfers.insert(given, auditOf(who, given, 'transfer.drafted'));
  const up: Transfer = { ...given, status: 'cancelled', reason: 'cancelled', endedAt: START, version: 2 };
  await desk.transfers.update(given, up, auditOf(who, up, 'transfer.cancelled'));
  const lying = draft(ownedBy(who));
  await desk.transfers.insert(lying, auditOf(who, lying, 'transfer.drafted'));
}

async function leaveLiftedHold({ holds }: RetentionDesk, who: Person): Promise<void> {
  const { customerId, second, matter: reason } = who;
  const id = `hold_${randomUUID()}`;
  const [placedBy, placedByName] = [second.subject, second.name];
  const audit = { actor: second, customerId, details: { hold: 'a-hold' } };
  await holds.place(
    { id, customerId, reason, placedAt: START, placedBy, placedByName, lifted: null },
    { ...audit, at: START, action: 'legal_hold.placed', personal: { reason } },
  );
  await holds.lift(id, { at: later(9), by: placedBy, byName: placedByName, reason: who.settled }, () => ({
    ...audit,
    at: later(9),
    action: 'legal_hold.lifted',
    personal: { reason: who.settled },
  }));
}

async function leaveAlert({ db }: RetentionDesk, { customerId, second }: Person): Promise<void> {
  await db
    .insertInto('alerts_taken')
    .values({
      id: `alert-${customerId}`,
      about: `customer_locked:${customerId}`,
      matter: JSON.stringify({ kind: 'customer_locked', customerId }),
      since: START,
      taken_at: START,
      staff_subject: second.subject,
      staff_name: second.name,
    })
    .execute();
}

/** Reported by a member of staff on a call that is over, and lifted; one more request was allowed after that. */
async function leaveAlarm(desk: RetentionDesk, who: Person): Promise<void> {
  const { customerId, second, subject } = who;
  const call = { ...askedOf(who), ...ended('denied'), ...asOf(who) };
  await desk.putVerification(call);
  await desk.verifications.report([reportOn(call, 'staff', second, later(20), who.told)]);
  const unknown = { ...reportOn(call, 'security_event', opActor, later(21)), verificationId: null };
  await desk.verifications.report([unknown]);
  const alarm = await desk.alarms.standing(subject);
  if (!alarm) throw new Error('no alarm was raised');
  const audit = { at: later(30), actor: second, customerId, details: { alarm: alarm.id } };
  await desk.alarms.lift(
    alarm.id,
    { at: later(30), by: second.subject, byName: second.name, reason: who.lifted },
    () => ({ ...audit, action: 'alarm.lifted', personal: { reason: who.lifted } }),
  );
  await desk.alarms.allow(
    {
      id: `alw_${randomUUID()}`,
      subject,
      customerId,
      reason: who.allowed,
      at: later(31),
      expiresAt: later(32),
      by: second.subject,
      byName: second.name,
    },
    { ...audit, action: 'request_guard.one_more_allowed', personal: { reason: who.allowed } },
  );
}

function asOf({ customerId, subject, teller }: Person) {
  return {
    customerId,
    customerSubject: subject,
    staffSubject: teller.subject,
    staffName: teller.name,
  };
}

/** A limit of their own, and whom they had before them last. */
async function leaveLimits({ verifications }: RetentionDesk, { customerId, teller }: Person): Promise<void> {
  const of = { staffSubject: teller.subject, staffName: teller.name };
  await verifications.recordLimit(
    { ...of, why: 'staff_limit', at: START, until: later(60) },
    { at: START, actor: teller, action: 'security.cap_reached', details: { limit: 'staff_limit' } },
  );
  await verifications.turnTo(teller.subject, customerId);
}

/** One that found the customer, whose page was opened. */
async function leaveSearch({ searches }: RetentionDesk, { customerId, teller }: Person): Promise<void> {
  await searches.count(teller, START);
  await searches.showed(teller, [customerId], START);
  await searches.opened(teller, customerId);
  await searches.digest(START, later(900), ({ opened }) => ({
    at: later(900),
    actor: teller,
    action: 'customers.searched',
    personal: { opened: opened.join(' ') },
  }));
}

function signIn({ teller, customerId }: Person) {
  const session = { subject: teller.subject, name: teller.name, startedAt: START, expiresAt: later(28_800) };
  const audit = { at: START, actor: teller, action: 'staff.signed_in' } as const;
  return { id: `sid-of-${customerId}`, session, audit };
}

export function askedOf({ teller, customerId, subject, message, code, call }: Person): Verification {
  return requested({
    customerId,
    customerSubject: subject,
    staffSubject: teller.subject,
    staffName: teller.name,
    bindingMessage: message,
    spokenCode: code,
    callReference: call,
  });
}

export function ownedBy({ teller, customerId, order, form }: Person) {
  return {
    id: newTransferId(),
    customerId,
    tellerSubject: teller.subject,
    tellerName: teller.name,
    order,
    form,
  };
}

/** A request about this transfer, as far along as `like`. */
export function authorizing(who: Person, transfer: Transfer, like: Verification): Verification {
  const { id: transferId, order = null, hash } = transfer;
  const { id: _id, customerId, customerSubject, staffSubject, staffName, ...words } = askedOf(who);
  const mine = { customerId, customerSubject, staffSubject, staffName };
  return {
    ...words,
    ...like,
    ...mine,
    bindingMessage: words.bindingMessage,
    spokenCode: words.spokenCode,
    purpose: 'wire_transfer',
    transferId,
    transferHash: hash ?? 'of-an-earlier-edition',
    authorizationDetails: order && [authorizationDetail({ ...transfer, order })],
  };
}

/** Brings a transfer where it is to be, the way stores get them: as a draft first. */
export async function bring(desk: RetentionDesk, t: Transfer): Promise<Transfer> {
  const who = { teller: { kind: 'staff', subject: t.tellerSubject, name: t.tellerName } as const };
  const begun = draft({
    ...t,
    status: 'draft',
    edition: 2,
    hash: null,
    secondPersonSubject: null,
    version: 1,
  });
  const blank: Transfer = { ...begun, reason: null, requirement: null, attempts: 0, bankReference: null };
  await desk.transfers.insert(blank, auditOf(who, blank, 'transfer.drafted'));
  const after = { ...t, version: 2 };
  await desk.transfers.update(blank, after, auditOf(who, after, 'transfer.submitted'));
  return after;
}

function auditOf(
  { teller }: { readonly teller: Pick<Person['teller'], 'subject' | 'name'> },
  { id, customerId, order }: Transfer,
  action: 'transfer.drafted' | 'transfer.cancelled' | 'transfer.submitted',
) {
  const actor = { kind: 'staff', roles: [], sessionId: '', ...teller } as const;
  const personal = { payee: order?.payeeName ?? null, reference: order?.reference ?? null };
  return { at: START, actor, action, transferId: id, customerId, personal };
}

export async function record(
  { db }: RetentionDesk,
  { second, customerId }: Person,
  action: 'customer.viewed',
  at = START,
): Promise<void> {
  await appendAudit(db, { at, actor: second, action, customerId });
}
