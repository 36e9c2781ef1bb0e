import { isSealed, WIRE_TRANSFER, WireTransfer } from '../bank/transfer-detail';
import { errors } from '../oidc';

/** @throws InvalidAuthorizationDetails */
export function validateTransfer(detail: unknown): void {
  const { data, error } = WireTransfer.safeParse(detail);
  if (data && isSealed(data)) return;
  const what = data ? 'hash' : error?.issues[0]?.path.join('.') || 'a member';
  throw new errors.InvalidAuthorizationDetails(`${WIRE_TRANSFER}: ${what} is not as it should be`);
}

/** @param text `authorization_details` of a request, checked when it came in */
export function transfersIn(text: unknown): WireTransfer[] {
  return typeof text === 'string' ? WireTransfer.array().parse(JSON.parse(text)) : [];
}
