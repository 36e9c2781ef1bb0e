import { transmitterActor } from '../actor';
import { newReportId, type Report } from '../alarms/report';
import type { Clock } from '../clock';
import type { Customer, ExactDirectory } from '../customers/directory';
import type { Logger } from '../log';
import type { VerificationStore } from '../verification/store';
import { isOpen, type Verification } from '../verification/verification';
import { judgeClaims, type SecurityEvents } from './claims';
import { meansReport } from './event-types';
import { type SignatureVerdict, verifySignature } from './keys';
import { type Refusal, refused } from './refusal';
import { type NamedSubject, readSubject } from './subject';
import { readToken } from './token';
import type { Transmitter, Transmitters } from './transmitter';
import { reportEvents } from './view';

export interface ReceiveDeps {
  readonly verifications: Pick<VerificationStore, 'report' | 'listRecentOf'>;
  readonly directory: ExactDirectory;
  readonly securityEvents: {
    readonly transmitters: Transmitters;
    /** Types of events that mean a report beside those that always do. */
    readonly reports: readonly string[];
    /** The desk's own OP, whose subjects the customers are. */
    readonly opIssuer: string;
  };
  readonly clock: Clock;
  readonly log: Logger;
}

/** `unavailable`: the transmitter's keys cannot be had; it is to come again. */
export type Reception = { readonly kind: 'accepted' } | { readonly kind: 'unavailable' } | Refusal;

/** Whoever had asked so recently is taken for whom the report is about. */
const RECENT_MS = 10 * 60 * 1000;

/**
 * Takes a Security Event Token (RFC 8417) that was pushed (RFC 8935). Events that mean a report become one, in the
 * transaction that remembers the token: one that comes again changes nothing. Whoever sent none of value learns nothing.
 *
 * @param authorization the header as it came
 * @param body the token
 */
export async function receiveSecurityEvent(
  deps: ReceiveDeps,
  authorization: string | null,
  body: string,
): Promise<Reception> {
  const reception = await take(deps, authorization, body);
  // Recorded at the door, counted; here it is for whoever sets a transmitter up.
  if (reception.kind === 'refused')
    deps.log.debug({ code: reception.err, detail: reception.description }, 'security event not taken');
  return reception;
}

async function take(deps: ReceiveDeps, authorization: string | null, body: string): Promise<Reception> {
  const judged = await judge(deps, authorization, body);
  if (judged.kind !== 'genuine') return judged;
  const { transmitter, token } = judged;
  const at = deps.clock.now();
  const reports = await reportsOf(deps, transmitter, token, at);
  if ('err' in reports) return reports;
  const { issuer } = transmitter;
  const isNew = await deps.verifications.report(reports, { issuer, jti: token.jti, receivedAt: at });
  const count = isNew ? reports.length : 0;
  deps.log.info(
    { class: 'security', transmitter: issuer, reports: count, known: !isNew },
    'security event taken',
  );
  return { kind: 'accepted' };
}

interface Genuine {
  readonly kind: 'genuine';
  readonly transmitter: Transmitter;
  readonly token: SecurityEvents;
}

/** From what anybody can see to what only its issuer could have said. */
async function judge(
  { securityEvents, clock }: ReceiveDeps,
  authorization: string | null,
  body: string,
): Promise<Genuine | Exclude<Reception, { kind: 'accepted' }>> {
  const token = readToken(body);
  if (token.kind === 'refused') return token;
  const { iss } = token.claims;
  const transmitter = typeof iss === 'string' ? securityEvents.transmitters.get(iss) : undefined;
  if (!transmitter) return refused('invalid_issuer', 'Events of this issuer are not taken here.');
  if (!transmitter.shows(authorization))
    return refused('authentication_failed', 'The bearer token agreed on was not shown.');
  const signature = await verifySignature(token, transmitter.keys);
  if (signature !== 'genuine') return signatureRefusal[signature];
  const events = judgeClaims(token.claims, transmitter.audience, clock.now());
  return events.kind === 'refused' ? events : { kind: 'genuine', transmitter, token: events };
}

const signatureRefusal: Readonly<
  Record<Exclude<SignatureVerdict, 'genuine'>, Refusal | { readonly kind: 'unavailable' }>
> = {
  unknown_key: refused('invalid_key', 'The key that signed it is not among the issuer’s.'),
  forged: refused('authentication_failed', 'The signature is wrong.'),
  unavailable: { kind: 'unavailable' },
};

async function reportsOf(
  deps: ReceiveDeps,
  { issuer }: Transmitter,
  { events, subjectId }: SecurityEvents,
  at: Date,
): Promise<Report[] | Refusal> {
  const { reports: further, opIssuer } = deps.securityEvents;
  const reports: Report[] = [];
  for (const [type, payload] of Object.entries(events)) {
    if (!meansReport(type, payload, further)) continue;
    // Older events carry it themselves. That is the closer one.
    const named = readSubject(payload.subject, opIssuer) ?? readSubject(subjectId, opIssuer);
    if (!named) return refused('invalid_request', 'The event names no subject (RFC 9493).');
    const meant = await whoIsMeant(deps.directory, named);
    const asked = await verificationOf(deps, meant.customerId, type, payload.binding_message, at);
    reports.push({
      id: newReportId(),
      source: 'security_event',
      at,
      reporter: transmitterActor,
      transmitter: issuer,
      ...meant,
      verificationId: asked?.id ?? null,
      askedBy: asked?.staffSubject ?? null,
      reason: type,
    });
  }
  return reports;
}

/** The customer, where it is one and one only. */
async function whoIsMeant(
  directory: ExactDirectory,
  named: NamedSubject,
): Promise<Pick<Report, 'subject' | 'customerId' | 'about'>> {
  if (named.by === 'nothing') return { subject: null, customerId: null, about: named.about };
  const [customer, ...more] = await customersNamed(directory, named);
  const one = more.length === 0 ? customer : undefined;
  // A subject the directory does not know yet has its alarm all the same.
  if (named.by === 'op_subject') return { subject: named.value, customerId: one?.id ?? null, about: null };
  return one
    ? { subject: one.subject, customerId: one.id, about: null }
    : { subject: null, customerId: null, about: named.value };
}

async function customersNamed(
  directory: ExactDirectory,
  { by, value }: Exclude<NamedSubject, { by: 'nothing' }>,
): Promise<Customer[]> {
  if (by === 'op_subject') return directory.exactly({ by: 'subject', value });
  if (by !== 'opaque') return directory.exactly({ by, value });
  const ways = (['id', 'number', 'subject'] as const).map((way) => directory.exactly({ by: way, value }));
  const found = (await Promise.all(ways)).flat();
  return [...new Map(found.map((customer) => [customer.id, customer])).values()];
}

/** The verification the customer speaks of: the one with that message, else the open one, else the newest of late. */
async function verificationOf(
  { verifications }: ReceiveDeps,
  customerId: string | null,
  type: string,
  message: unknown,
  at: Date,
): Promise<Verification | undefined> {
  if (customerId === null) return undefined;
  const recent = await verifications.listRecentOf(customerId, new Date(at.getTime() - RECENT_MS));
  const told =
    type === reportEvents.notOnACall
      ? recent.find(({ bindingMessage }) => bindingMessage === message)
      : undefined;
  return told ?? recent.find(isOpen) ?? recent[0];
}
