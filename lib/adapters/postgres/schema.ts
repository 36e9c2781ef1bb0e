import type { ColumnType, Generated, GeneratedAlways } from 'kysely';
import type { ReportSource } from '../../alarms/view';
import type { Delivery } from '../../ciba/profile';
import type { AuthorizationDetail } from '../../ciba/request-parameters';
import type { Unnamed } from '../../history/live/store';
import type { RetentionClass, RunOutcome } from '../../retention/view';
import type { Order, PolicySums } from '../../transfers/transfer';
import type {
  PolicyReason,
  Requirement,
  TransferEndReason,
  TransferForm,
  TransferStatus,
} from '../../transfers/view';
import type { DenialAnswer, EndReason, GrantEnd, Purpose, Status } from '../../verification/view';

/** The tables as Kysely sees them. The migrations are the truth; this must follow them. */
export interface Schema {
  verifications: VerificationsTable;
  audit: AuditTable;
  audit_pending: AuditPendingTable;
  audit_chain: AuditChainTable;
  audit_checkpoints: AuditCheckpointsTable;
  audit_head: AuditHeadTable;
  audit_proofs: AuditProofsTable;
  audit_before_chain: AuditBeforeChainTable;
  staff_members: StaffMembersTable;
  alerts_taken: AlertsTakenTable;
  search_pace: SearchPaceTable;
  search_windows: SearchWindowsTable;
  searched_customers: SearchedCustomersTable;
  customers: CustomersTable;
  staff_sessions: StaffSessionsTable;
  logout_tokens: LogoutTokensTable;
  customer_id_tokens: CustomerIdTokensTable;
  transfers: TransfersTable;
  exports: ExportsTable;
  legal_holds: LegalHoldsTable;
  retention_runs: RetentionRunsTable;
  reports: ReportsTable;
  alarms: AlarmsTable;
  request_allowances: RequestAllowancesTable;
  staff_limits: StaffLimitsTable;
  staff_customers: StaffCustomersTable;
  security_events: SecurityEventsTable;
  staff_presence: StaffPresenceTable;
}

type Instant = ColumnType<Date, Date, Date>;
type OptionalInstant = ColumnType<Date | null, Date | null | undefined, Date | null>;

export interface VerificationsTable {
  id: string;
  customer_id: string;
  customer_subject: string;
  staff_subject: string;
  staff_name: string;
  purpose: Purpose;
  seq: GeneratedAlways<string>;
  transfer_id: string | null;
  transfer_hash: string | null;
  authorization_details: ColumnType<readonly AuthorizationDetail[] | null, string | null, string | null>;
  scope: string;
  binding_message: string;
  spoken_code: string;
  status: Status;
  reason: EndReason | null;
  detail: string | null;
  interval_seconds: number;
  op_reachable: boolean;
  requested_at: Instant;
  expires_at: Instant;
  ended_at: OptionalInstant;
  grant_expires_at: OptionalInstant;
  grant_end: GrantEnd | null;
  viewed_at: OptionalInstant;
  delivery: Delivery;
  denial_unclear: boolean;
  denial_answer: DenialAnswer | null;
  notification_hash: string | null;
  pinged_at: OptionalInstant;
  version: number;
  call_reference: string | null;
  /** Who asked has read how it ended. */
  dismissed_at: OptionalInstant;
  answer_tenths: GeneratedAlways<number | null>;
  /** JWE of what only the server may know: `auth_req_id`, later the tokens. */
  sealed: string | null;
  lease_node: string | null;
  lease_until: OptionalInstant;
  customer_erased_at: OptionalInstant;
  staff_erased_at: OptionalInstant;
}

interface AuditTable {
  id: GeneratedAlways<string>;
  /** Canonical JSON; reading it as text gives exactly what was hashed. */
  record: ColumnType<RecordJson, string, never>;
  staff: ColumnType<StaffJson | null, string | null, null>;
  customer: ColumnType<
    { readonly id: string | null; readonly personal: RecordJson['details'] } | null,
    string | null,
    null
  >;
  mac: Buffer;
  /** ISO 8601, UTC. */
  at: GeneratedAlways<string>;
  action: GeneratedAlways<string>;
  verification_id: GeneratedAlways<string | null>;
  transfer_id: GeneratedAlways<string | null>;
  staff_id: GeneratedAlways<string | null>;
  customer_id: GeneratedAlways<string | null>;
}

/** Of somebody who had not signed in, the address alone. */
export interface StaffJson {
  readonly id?: string;
  readonly name?: string;
  readonly address?: string;
}

export interface RecordJson {
  readonly actor:
    | { readonly kind: 'staff' | 'stranger' }
    | { readonly kind: 'system'; readonly name: string };
  /** The hash of what stands beside it, or stood there. */
  readonly customer?: string;
  readonly details: Readonly<Record<string, string | number | boolean | null>>;
}

interface AuditPendingTable {
  audit_id: string;
  refused: Generated<boolean>;
}

interface AuditChainTable {
  position: string;
  audit_id: string;
  hash: Buffer;
}

interface AuditCheckpointsTable {
  position: string;
  at: Instant;
  jws: string;
}

interface AuditHeadTable {
  single: Generated<boolean>;
  position: string;
  jws: string;
}

export interface AuditProofsTable {
  id: GeneratedAlways<string>;
  started_at: Instant;
  moved_at: Instant;
  ended_at: OptionalInstant;
  asked_by: string;
  records: Generated<string>;
  total: Generated<string>;
  outcome: 'sound' | 'unsound' | 'broken_off' | null;
  findings: ColumnType<readonly unknown[], string | undefined, string>;
}

/** The trail as it was before it became a chain, until it is taken over. */
export interface AuditBeforeChainTable {
  id: Generated<string>;
  at: Instant;
  actor_kind: 'staff' | 'system';
  actor_id: string;
  actor_name: string;
  action: string;
  verification_id: string | null;
  transfer_id: string | null;
  customer_id: string | null;
  details: ColumnType<Record<string, string | number | boolean | null>, string, never>;
}

interface StaffMembersTable {
  subject: string;
  name: string;
}

interface AlertsTakenTable {
  id: string;
  about: string;
  matter: ColumnType<Unnamed, string, never>;
  since: Instant;
  taken_at: Instant;
  staff_subject: string;
  staff_name: string;
}

interface SearchPaceTable {
  staff_subject: string;
  times: Date[];
}

interface SearchWindowsTable {
  id: GeneratedAlways<string>;
  staff_subject: string;
  staff_name: string;
  began_at: Instant;
  last_at: Instant;
  searches: Generated<number>;
  limit_reached: Generated<number>;
  customers_seen: Generated<number>;
  customers_opened: Generated<number>;
  /** When a search was refused last. */
  limited_at: OptionalInstant;
  digested_at: OptionalInstant;
}

interface SearchedCustomersTable {
  window_id: string;
  customer_id: string;
  opened: Generated<boolean>;
}

export interface CustomersTable {
  id: string;
  number: string;
  subject: string;
  username: string;
  name: string;
  phone: string | null;
  email: string | null;
  city: string | null;
  segment: 'personal' | 'business';
  customer_since: string;
  /** Made of the others by the database (migrations/016-search.ts). Folded words between spaces: ` mar` begins one. */
  name_search: ColumnType<string, never, never>;
  /** Letters and digits alone. */
  number_search: ColumnType<string, never, never>;
  /** Digits, after a plus sign where a country code is there. */
  phone_search: ColumnType<string | null, never, never>;
  email_search: ColumnType<string | null, never, never>;
}

interface StaffSessionsTable {
  id: string;
  subject: string;
  started_at: Instant;
  expires_at: Instant;
  ended_at: OptionalInstant;
  /** Of sessions since there is a place for it. */
  name: string | null;
  /** JWE of the ID token it began with, while the session lives. */
  id_token: string | null;
  /** `sid` at the staff IdP. */
  idp_session: string | null;
  used_at: OptionalInstant;
}

interface LogoutTokensTable {
  jti: string;
  received_at: Instant;
}

interface CustomerIdTokensTable {
  customer_id: string;
  /** JWE of the last ID token of this customer. */
  sealed: string;
  received_at: Instant;
}

export interface TransfersTable {
  id: string;
  customer_id: string;
  customer_subject: string | null;
  form: ColumnType<TransferForm, string, string>;
  order: ColumnType<Order | null, string | null, string | null>;
  /** The payee's account in one word, to find earlier payments to it. */
  payee_key: string | null;
  payee_tail: GeneratedAlways<string | null>;
  status: TransferStatus;
  reason: TransferEndReason | null;
  detail: string | null;
  teller_subject: string;
  teller_name: string;
  requirement: Requirement | null;
  policy_reasons: ColumnType<readonly PolicyReason[], string, string>;
  policy_sums: ColumnType<PolicySums, string | undefined, string>;
  hash: string | null;
  second_person_subject: string | null;
  second_person_name: string | null;
  second_person_at: OptionalInstant;
  edition: number;
  attempts: number;
  attempt_at: OptionalInstant;
  created_at: Instant;
  submitted_at: OptionalInstant;
  authorized_at: OptionalInstant;
  alarmed_at: OptionalInstant;
  counts_at: GeneratedAlways<Date | null>;
  ended_at: OptionalInstant;
  bank_reference: string | null;
  updated_at: Instant;
  version: number;
  lease_node: string | null;
  lease_until: OptionalInstant;
  customer_erased_at: OptionalInstant;
  staff_erased_at: OptionalInstant;
  /** Payee, references and the customer's number, folded. */
  text_search: GeneratedAlways<string>;
}

interface ExportsTable {
  id: string;
  session_id: string;
  state: 'running' | 'finished' | 'broken_off';
  written: number;
  total: number;
  moved_at: Instant;
}

export interface LegalHoldsTable {
  id: string;
  customer_id: string;
  reason: string;
  placed_at: Instant;
  placed_by: string;
  placed_by_name: string;
  lifted_at: OptionalInstant;
  lifted_by: string | null;
  lifted_by_name: string | null;
  lift_reason: string | null;
  customer_erased_at: OptionalInstant;
  staff_erased_at: OptionalInstant;
}

interface RetentionRunsTable {
  id: GeneratedAlways<string>;
  class: RetentionClass;
  before: Instant;
  started_at: Instant;
  moved_at: Instant;
  ended_at: OptionalInstant;
  outcome: RunOutcome | null;
  rows: Generated<string>;
  records: Generated<string>;
}

export interface ReportsTable {
  id: string;
  seq: GeneratedAlways<string>;
  source: ReportSource;
  issuer: string;
  subject: string | null;
  customer_id: string | null;
  about: string | null;
  verification_id: string | null;
  asked_by: string | null;
  reported_by: string | null;
  reported_by_name: string | null;
  transmitter: string | null;
  reason: string;
  reported_at: Instant;
  alarm_id: string | null;
  customer_erased_at: OptionalInstant;
  staff_erased_at: OptionalInstant;
}

export interface AlarmsTable {
  id: string;
  seq: GeneratedAlways<string>;
  issuer: string;
  subject: string | null;
  customer_id: string | null;
  raised_at: Instant;
  lifted_at: OptionalInstant;
  lifted_by: string | null;
  lifted_by_name: string | null;
  lift_reason: string | null;
  customer_erased_at: OptionalInstant;
  staff_erased_at: OptionalInstant;
}

interface RequestAllowancesTable {
  id: string;
  issuer: string;
  subject: string;
  customer_id: string;
  reason: string;
  allowed_at: Instant;
  expires_at: Instant;
  allowed_by: string;
  allowed_by_name: string;
  used_at: OptionalInstant;
  verification_id: string | null;
  customer_erased_at: OptionalInstant;
  staff_erased_at: OptionalInstant;
}

interface StaffLimitsTable {
  staff_subject: string;
  staff_name: string;
  limit_name: string;
  reached_at: Instant;
  last_at: Instant;
  until: Instant;
  times: number;
}

interface StaffCustomersTable {
  staff_subject: string;
  customer_id: string;
}

interface SecurityEventsTable {
  issuer: string;
  jti: string;
  received_at: Instant;
}

interface StaffPresenceTable {
  staff_subject: string;
  seen_at: Instant;
}
