/** What differs between OpenID providers, as far as a CIBA client can tell. Mostly data. */
export interface Profile {
  readonly name: string;
  readonly bindingMessage: BindingMessageRule;
  /** Errors of the backchannel authentication endpoint this OP uses in a sense of its own. */
  readonly refusals: Readonly<Record<string, RefusalReason>>;
  /** `error_description` by which this OP says that the customer did not merely deny but reported fraud. */
  readonly fraudDescription?: string;
}

/** What an OP accepts as `binding_message` (CIBA Core 7.1 leaves it to the OP). */
export interface BindingMessageRule {
  readonly maxLength: number;
  /** Every character must match; written as the inside of a character class. */
  readonly characters: string;
}

/** Why the OP did not begin to authenticate the customer, in the desk's words. */
export type RefusalReason =
  | 'unknown_user'
  | 'not_enrolled'
  | 'binding_message_refused'
  | 'client_refused'
  | 'request_refused'
  | 'op_unreachable';
