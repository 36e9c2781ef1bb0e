import { say as customers } from '@/messages/customers';
import { say } from '@/messages/verification/refusals';
import type { StaffActor } from '../actor';
import { authorize } from '../auth/permissions';
import type { CibaClient } from '../ciba/client';
import { newNotificationToken } from '../ciba/notification';
import type { AuthenticationRequest, AuthorizationDetail } from '../ciba/request-parameters';
import type { Clock } from '../clock';
import { type Customer, type CustomerDirectory, isCustomerId } from '../customers/directory';
import { AppError } from '../errors';
import type { Logger } from '../log';
import { persistently } from '../persistently';
import { apply } from './apply';
import { accountAccessMessage, type MessageComposer } from './binding-message';
import type { GuardLimits, GuardVerdict } from './guard';
import { guardMessage } from './guard-message';
import type { Poller } from './poller';
import { purposes } from './purposes';
import { newSpokenCode } from './spoken-code';
import type { VerificationStore } from './store';
import { struckOut } from './struck-out';
import { isOpen, newVerificationId, type Verification } from './verification';
import type { Purpose } from './view';

export interface RequestDeps {
  readonly verifications: VerificationStore;
  readonly directory: CustomerDirectory;
  readonly ciba: CibaClient;
  readonly poller: Pick<Poller, 'lease' | 'hold' | 'adopt'>;
  readonly clock: Clock;
  readonly log: Logger;
  readonly requests: RequestSettings;
}

export interface RequestSettings {
  readonly limits: GuardLimits;
  /** Overrides the purpose's own expiry, in seconds. */
  readonly requestedExpiry?: number;
  /** Overrides the scope of account access. */
  readonly scope?: string;
  /** Overrides the scope of a wire transfer. */
  readonly transferScope?: string;
  /** The OP wants a code only the customer knows (CIBA Core 7.1 `user_code`). */
  readonly asksUserCode: boolean;
}

/** What the agent asks for; without a transfer, to see the customer's account. */
export interface Asked {
  readonly transfer?: TransferToAuthorize;
  /** Told by the customer; sent to the OP and kept nowhere. */
  readonly userCode?: string | undefined;
  readonly callReference?: string | undefined;
  /**
   * The newest verification of this customer's identity by this person that their page knew of, '' for none. Left out where
   * what is asked for has a state of its own.
   */
  readonly seen?: string | undefined;
}

/** What exactly the customer is to approve. */
interface TransferToAuthorize {
  readonly id: string;
  readonly hash: string;
  readonly detail: AuthorizationDetail;
  readonly message: MessageComposer;
}

export interface Requested {
  readonly verification: Verification;
  /** True when the customer was being asked already; nothing was sent then. */
  readonly existing: boolean;
  /** Settles, never rejects, when the OP has answered. For tests: the page follows the events instead. */
  readonly sent: Promise<void>;
}

/**
 * Begins a verification. It is stored as `requested` before the OP hears of it and returned at once;
 * the OP's answer turns it to `pending` or `failed` a moment later.
 *
 * @throws AppError `forbidden`, `not_found`, `rate_limited`, `unavailable`; `conflict` for a transfer that does not wait;
 *   `out_of_date` where the page did not know how the last one ended
 */
export async function requestVerification(
  deps: RequestDeps,
  actor: StaffActor,
  customerId: string,
  { transfer, userCode, callReference, seen }: Asked = {},
): Promise<Requested> {
  const purpose: Purpose = transfer ? 'wire_transfer' : 'account_access';
  authorize(actor, transfer ? 'transfer.enter' : 'verification.request');
  const customer = isCustomerId(customerId) ? await deps.directory.get(customerId) : undefined;
  if (!customer) throw new AppError('not_found', customers.refusals.noCustomer);
  if (deps.requests.asksUserCode && !userCode) {
    throw new AppError('invalid_input', say.userCodeMissing);
  }
  if (seen !== undefined) await refuseUnseen(deps, actor, customer.id, seen);
  const { ciba } = deps;
  const idToken = ciba.keepsIdTokens ? await deps.verifications.idTokenOf(customer.id) : undefined;
  const hint = await ciba.hintFor({ ...customer, idToken });
  if (!hint) {
    throw new AppError('unavailable', say.customerNotRecognised);
  }

  const { requests, clock } = deps;
  const terms = purposes[purpose];
  const scope = (transfer ? requests.transferScope : requests.scope) ?? terms.scope;
  const requestedExpiry = requests.requestedExpiry ?? terms.requestedExpiry;
  const spokenCode = newSpokenCode();
  const compose = transfer?.message ?? accountAccessMessage;
  const bindingMessage = compose(spokenCode, ciba.bindingMessage);
  if (!bindingMessage) {
    throw new AppError('unavailable', transfer ? say.transferMessageTooLong : say.messageTooLong);
  }

  const notification = ciba.delivery === 'poll' ? undefined : newNotificationToken();
  const now = clock.now();
  const verification: Verification = {
    id: newVerificationId(),
    customerId: customer.id,
    customerSubject: customer.subject,
    staffSubject: actor.subject,
    staffName: actor.name,
    purpose,
    transferId: transfer?.id ?? null,
    transferHash: transfer?.hash ?? null,
    authorizationDetails: transfer && ciba.sendsDetails ? [transfer.detail] : null,
    scope,
    callReference: callReference || null,
    bindingMessage,
    spokenCode,
    status: 'requested',
    reason: null,
    detail: null,
    intervalSeconds: 5,
    opReachable: true,
    requestedAt: now,
    expiresAt: new Date(now.getTime() + requestedExpiry * 1000),
    endedAt: null,
    grantExpiresAt: null,
    grantEnd: null,
    viewedAt: null,
    delivery: ciba.delivery,
    notificationHash: notification?.hash ?? null,
    denialUnclear: false,
    denialAnswer: null,
    pingedAt: null,
    version: 1,
  };
  const inserted = await deps.verifications.insert(verification, deps.poller.lease(), requests.limits, {
    at: now,
    actor,
    action: 'verification.requested',
    verificationId: verification.id,
    customerId: customer.id,
    ...(transfer ? { transferId: transfer.id } : {}),
    details: {
      purpose,
      scope,
      ...(transfer ? { hash: transfer.hash } : {}),
    },
    // Not the message: while the customer is asked, its code belongs to the two people on that call.
    ...(callReference ? { personal: { call_reference: callReference } } : {}),
  });
  switch (inserted.kind) {
    case 'already_open':
      return { verification: inserted.verification, existing: true, sent: Promise.resolve() };
    case 'not_waiting':
      throw new AppError('conflict', say.transferNotWaiting);
    case 'guarded':
      throw await refusalOf(deps, actor, inserted.verdict, now);
    case 'inserted': {
      const request: AuthenticationRequest = {
        scope,
        hint,
        bindingMessage,
        requestedExpiry,
        ...(userCode && requests.asksUserCode ? { userCode } : {}),
        ...(notification ? { notificationToken: notification.token } : {}),
        ...(verification.authorizationDetails
          ? { authorizationDetails: verification.authorizationDetails }
          : {}),
      };
      const sent = deps.poller
        .hold(verification.id, send(deps, actor, verification, request, customer))
        .catch((error: unknown) => {
          // The row stays `requested`; when its lease runs out it is ended as interrupted.
          deps.log.error({ err: error, verification: verification.id }, 'request could not be recorded');
        });
      return { verification, existing: false, sent };
    }
  }
}

/** Why the customer may not be asked now, as an error; a limit of one's own that was come to is recorded. */
export async function refusalOf(
  { verifications, requests }: Pick<RequestDeps, 'verifications' | 'requests'>,
  actor: StaffActor,
  verdict: Extract<GuardVerdict, { kind: 'refused' }>,
  now: Date,
): Promise<AppError> {
  const { why, until } = verdict;
  if (until && (why === 'staff_limit' || why === 'staff_shift_limit')) {
    const { subject: staffSubject, name: staffName } = actor;
    await verifications.recordLimit(
      { staffSubject, staffName, why, at: now, until },
      { at: now, actor, action: 'security.cap_reached', details: { limit: why } },
    );
  }
  const code = why === 'alarm' ? 'conflict' : 'rate_limited';
  return new AppError(code, guardMessage(verdict, requests.limits, now));
}

/** Nobody is asked again by who does not know what they answered: kept pages come back by the browser's Back, or from sleep. */
async function refuseUnseen(
  { verifications }: Pick<RequestDeps, 'verifications'>,
  actor: StaffActor,
  customerId: string,
  seen: string,
): Promise<void> {
  const last = await verifications.findLast(customerId, actor.subject, 'account_access');
  // One that is open is shown instead of asking twice.
  if (!last || last.id === seen || isOpen(last)) return;
  throw new AppError('out_of_date', say.askedSince);
}

/** Sends the request. What the OP answers it answers once: that is kept until it is stored. */
async function send(
  deps: RequestDeps,
  actor: StaffActor,
  { id, customerId }: Verification,
  request: AuthenticationRequest,
  customer: Customer,
): Promise<void> {
  const outcome = await deps.ciba.initiate(request);
  const at = deps.clock.now();
  const store = <T>(work: () => Promise<T>) => persistently(deps, { verification: id }, work);
  if (outcome.kind === 'refused') {
    const { reason, detail } = outcome;
    const says =
      outcome.says && struckOut(outcome.says, [...Object.values(request.hint), ...tellingOf(customer)]);
    deps.log.warn({ verification: id, reason, detail, says }, 'authentication request refused');
    await store(() => apply(deps, id, { type: 'refused', reason, detail }, actor, undefined, at));
    // It may be the hint that was refused: the next request names the customer otherwise.
    if ('id_token_hint' in request.hint) await deps.verifications.forgetIdToken(customerId);
    return;
  }
  const { authReqId, expiresIn, interval } = outcome;
  const pending = await store(async () => {
    const after = await apply(
      deps,
      id,
      { type: 'acknowledged', expiresIn, interval },
      actor,
      { authReqId },
      at,
    );
    // Written before, and only the confirmation was lost; or cancelled while the OP was thinking.
    return after ?? deps.verifications.find(id);
  });
  // Of one that was cancelled nobody asks, so a late approval leads nowhere.
  if (pending?.status === 'pending') deps.poller.adopt({ verification: pending, authReqId }, true);
}

/** What the directory says of a customer and an OP might repeat. */
function tellingOf({ subject, number, name, username, email, phone }: Customer): readonly string[] {
  return [subject, number, name, username, email, phone].filter((value) => typeof value === 'string');
}
