import { type Kysely, sql } from 'kysely';

/** Reports, the alarms they raise, and what the request guard has to know. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table alarms (
      id                 text primary key,
      seq                bigint generated always as identity,
      issuer             text not null,
      -- Null once it was lifted and what tells of the customer was removed in time.
      subject            text,
      customer_id        text,
      raised_at          timestamptz not null,
      lifted_at          timestamptz,
      lifted_by          text,
      lifted_by_name     text,
      lift_reason        text,
      customer_erased_at timestamptz,
      staff_erased_at    timestamptz,
      check ((lifted_at is null) = (lifted_by_name is null)),
      check ((lifted_at is null) = (lift_reason is null)),
      check (lifted_at is not null or (subject is not null and customer_erased_at is null and staff_erased_at is null))
    )`.execute(db);
  // The promise itself: a customer has one alarm or none, whoever reports at the same moment.
  await sql`create unique index alarms_standing on alarms (issuer, subject) where lifted_at is null`.execute(
    db,
  );
  await sql`create index alarms_subject on alarms (issuer, subject, seq desc)`.execute(db);
  await sql`create index alarms_customer on alarms (customer_id) where customer_id is not null`.execute(db);

  await sql`
    create table reports (
      id                 text primary key,
      seq                bigint generated always as identity,
      source             text not null check (source in
                           ('provider', 'security_event', 'staff', 'denial', 'wrong_subject')),
      issuer             text not null,
      subject            text,
      customer_id        text,
      about              text,
      verification_id    text,
      asked_by           text,
      reported_by        text,
      reported_by_name   text,
      transmitter        text,
      reason             text not null,
      reported_at        timestamptz not null,
      alarm_id           text references alarms (id),
      customer_erased_at timestamptz,
      staff_erased_at    timestamptz
    )`.execute(db);
  // What a provider or a caller says of one request is said once, however often it is heard.
  await sql`
    create unique index reports_once on reports (verification_id, source, subject)
    where source in ('provider', 'denial', 'wrong_subject')`.execute(db);
  await sql`create index reports_alarm on reports (alarm_id, seq) where alarm_id is not null`.execute(db);
  await sql`create index reports_verification on reports (verification_id) where verification_id is not null`.execute(
    db,
  );
  await sql`create index reports_customer on reports (customer_id) where customer_id is not null`.execute(db);
  await sql`create index reports_at on reports (reported_at desc)`.execute(db);

  await sql`
    create table request_allowances (
      id                 text primary key,
      issuer             text not null,
      subject            text not null,
      customer_id        text not null,
      reason             text not null,
      allowed_at         timestamptz not null,
      expires_at         timestamptz not null,
      allowed_by         text not null,
      allowed_by_name    text not null,
      used_at            timestamptz,
      verification_id    text
    )`.execute(db);
  await sql`
    create index request_allowances_open on request_allowances (issuer, subject)
    where used_at is null`.execute(db);

  // Who came to a limit of their own, one row for each time until they were below it for a while.
  await sql`
    create table staff_limits (
      staff_subject text not null,
      staff_name    text not null,
      limit_name    text not null,
      reached_at    timestamptz not null,
      last_at       timestamptz not null,
      until         timestamptz not null,
      times         integer not null,
      primary key (staff_subject, limit_name)
    )`.execute(db);

  // Whom a member of staff has before them.
  await sql`
    create table staff_customers (
      staff_subject text primary key,
      customer_id   text not null
    )`.execute(db);

  await sql`
    alter table verifications
      add column denial_unclear boolean not null default false,
      add column denial_answer text check (denial_answer in ('by_mistake', 'pressed_nothing', 'will_not_say'))`.execute(
    db,
  );
  await sql`
    create index verifications_subject on verifications (customer_subject)
    where status in ('requested', 'pending') or (status = 'approved' and grant_end is null)`.execute(db);
  await sql`
    create index verifications_wrong_subject on verifications (ended_at)
    where reason = 'wrong_subject'`.execute(db);

  // Whose alarm stops a transfer, and since when one has.
  await sql`
    alter table transfers
      add column customer_subject text,
      add column alarmed_at timestamptz`.execute(db);
  await sql`
    update transfers set customer_subject = customers.subject
    from customers where customers.id = transfers.customer_id`.execute(db);
  await sql`
    create index transfers_subject on transfers (customer_subject)
    where status in ('awaiting_customer', 'authorized', 'executing', 'needs_reconciliation')`.execute(db);

  // Every report and alarm has its record, and every record its report or alarm.
  await sql`
    create index audit_report on audit ((record -> 'details' ->> 'report'))
    where action = 'report.made'`.execute(db);
  await sql`
    create index audit_alarm on audit ((record -> 'details' ->> 'alarm'), action)
    where action in ('alarm.raised', 'alarm.lifted')`.execute(db);
}
