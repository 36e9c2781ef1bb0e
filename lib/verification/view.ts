/** What a browser may know of a verification: words and shapes only. No token, no `auth_req_id`. */

export const statuses = [
  'requested',
  'pending',
  'approved',
  'denied',
  'expired',
  'cancelled',
  'failed',
] as const;
export type Status = (typeof statuses)[number];

export type Purpose = 'account_access' | 'wire_transfer';

/** Why a verification ended without approval. */
export const endReasons = [
  'denied',
  'fraud_reported',
  'expired',
  'cancelled',
  'unknown_user',
  'not_enrolled',
  'wrong_subject',
  'invalid_token',
  'scope_not_granted',
  /** What the OP says was approved is not what was asked for. */
  'details_altered',
  'op_unreachable',
  'op_busy',
  'op_error',
  'binding_message_refused',
  'user_code_wrong',
  'client_refused',
  'request_refused',
  /** The installation's fault, and this customer's in no case: how desk and OP were set up for each other. */
  'setup_wrong',
  /** The OP took the request, and its answer lacks what is needed to follow it. */
  'answer_unusable',
  'interrupted',
  /** Somebody reported that this is not the customer, and every request to them was stopped. */
  'alarm_raised',
] as const;
export type EndReason = (typeof endReasons)[number];

/** What the caller says about a denial that could mean more than no. */
export const denialAnswers = ['by_mistake', 'pressed_nothing', 'will_not_say'] as const;
export type DenialAnswer = (typeof denialAnswers)[number];

/** Why a customer may not be asked now. */
export type GuardReason =
  | 'alarm'
  /** They said no a moment ago. */
  | 'denied'
  | 'customer_limit'
  | 'customer_day_limit'
  | 'staff_limit'
  | 'staff_shift_limit';

/** What stands in the way of asking the customer now. */
export interface GuardView {
  readonly why: GuardReason;
  /** ISO 8601; when the next request is possible, null while only a person can say. */
  readonly until: string | null;
  readonly now: string;
}

/** Why the agent may no longer use an approval. */
export type GrantEnd =
  | 'call_ended'
  | 'left_customer'
  | 'signed_out'
  | 'grant_expired'
  | 'token_refused'
  /** The agent had no page of the desk open any more. */
  | 'page_gone'
  /** A supervisor took the call from the agent. */
  | 'released'
  /** The transfer it was for has come to its end. */
  | 'transfer_settled'
  /** The transfer it was for was changed or cancelled. */
  | 'transfer_withdrawn'
  /** Somebody reported that this is not the customer. */
  | 'alarm';

/** A binding message before there is a code: `code` has a dot for each sign, in the groups it will have. */
export interface MessagePreview {
  readonly before: string;
  readonly code: string;
  readonly after: string;
}

/** A snapshot of one verification. Dates are ISO 8601; `now` is the server's clock, for countdowns. */
export interface VerificationView {
  readonly id: string;
  readonly customerId: string;
  readonly purpose: Purpose;
  /** The transfer to be authorized, where the purpose is one. */
  readonly transferId: string | null;
  readonly status: Status;
  readonly reason: EndReason | null;
  readonly requestedBy: string;
  /** Whether the person looking made the request: only they may act on it and see its data. */
  readonly mine: boolean;
  /** Null for a colleague's request: the code belongs to the two people on that call. */
  readonly spokenCode: string | null;
  readonly bindingMessage: string | null;
  readonly opReachable: boolean;
  readonly requestedAt: string;
  readonly expiresAt: string;
  readonly endedAt: string | null;
  readonly grantExpiresAt: string | null;
  readonly grantEnd: GrantEnd | null;
  /** The provider cannot tell whether the customer denied or somebody else did: the agent is to ask the caller. */
  readonly denialUnclear: boolean;
  readonly denialAnswer: DenialAnswer | null;
  readonly version: number;
  readonly now: string;
}

/** A verification that still needs its agent: waiting for the customer, or approved and in use. */
export interface OpenCall {
  readonly verification: VerificationView;
  /** The customer's alarm stands. */
  readonly alarm: boolean;
  readonly customer: { readonly id: string; readonly name: string; readonly number: string };
}

/** One person's open calls, oldest first, by the server's clock. */
export interface OpenCalls {
  readonly calls: readonly OpenCall[];
  readonly now: string;
}

/** Something changed; what, is asked for. */
export interface Changed {
  readonly at: string;
}

/** Nothing more will happen to this verification: not waiting, and no approval in use. */
export function isOver(view: Pick<VerificationView, 'status' | 'grantEnd'>): boolean {
  if (view.status === 'requested' || view.status === 'pending') return false;
  return view.status !== 'approved' || view.grantEnd !== null;
}
