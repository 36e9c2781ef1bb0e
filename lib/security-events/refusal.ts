/** Why a Security Event Token is not taken (RFC 8935, 2.4). */
export type RefusalCode =
  | 'invalid_request'
  | 'invalid_key'
  | 'invalid_issuer'
  | 'invalid_audience'
  | 'authentication_failed'
  | 'access_denied';

export interface Refusal {
  readonly kind: 'refused';
  readonly err: RefusalCode;
  /** For whoever runs the transmitter. Quotes nothing that was sent. */
  readonly description: string;
}

export function refused(err: RefusalCode, description: string): Refusal {
  return { kind: 'refused', err, description };
}
