import type { Verification } from './verification';
import type { EndReason, GrantEnd } from './view';

type Ended = Pick<Verification, 'status' | 'reason' | 'grantEnd'>;

/** What says that the call itself is in doubt. */
const inDoubt: readonly (EndReason | null)[] = [
  'fraud_reported',
  'wrong_subject',
  'details_altered',
  'alarm_raised',
];

/** What a member of staff did themselves, and what came of a transfer, which tells of itself. */
const ownDoing: readonly (GrantEnd | null)[] = [
  'call_ended',
  'left_customer',
  'signed_out',
  'transfer_settled',
  'transfer_withdrawn',
];

/** Whether the end of this verification came from elsewhere, so that who asked has to be told of it. */
export function isNews({ status, reason, grantEnd }: Ended): boolean {
  if (status === 'approved') return grantEnd !== null && !ownDoing.includes(grantEnd);
  if (status === 'requested' || status === 'pending') return false;
  return status !== 'cancelled' || inDoubt.includes(reason);
}
