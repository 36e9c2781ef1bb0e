import {
  type Expression,
  type ExpressionBuilder,
  type Insertable,
  type Kysely,
  type Selectable,
  type SqlBool,
  sql,
} from 'kysely';
import type { CountryCode } from 'libphonenumber-js/min';
import type {
  Customer,
  CustomerDirectory,
  CustomerQuery,
  ExactDirectory,
  ExactQuery,
} from '../../customers/directory';
import { PHONE_DIGITS_SHOWN } from '../../customers/mask';
import { phoneSpellings, toE164 } from '../../customers/phone';
import { foldAddress, foldNumber } from '../../fold';
import type { CustomersTable, Schema } from './schema';

/** Rows of one INSERT: far below PostgreSQL's limit of 65,535 parameters. */
const BATCH = 500;

/**
 * The desk's own copy of who the customers are, in the same database, whoever wrote it there and in whatever spelling.
 *
 * @param region where stored phone numbers without country code are dialled
 */
export function createSqlDirectory(
  db: Kysely<Schema>,
  region: CountryCode,
): CustomerDirectory & ExactDirectory {
  const fromRow = (row: Selectable<CustomersTable>) => customerOf(row, region);
  return {
    async search(queries, limit) {
      if (queries.length === 0) return { customers: [], more: false };
      const rows = await db
        .selectFrom('customers')
        .selectAll()
        .where((eb) => eb.or(queries.map((query) => matches(eb, query, region))))
        .orderBy((eb) => rank(eb, queries, region))
        .orderBy('name_search')
        .orderBy('number')
        .limit(limit + 1)
        .execute();
      return { customers: rows.slice(0, limit).map(fromRow), more: rows.length > limit };
    },
    async get(id) {
      const row = await db.selectFrom('customers').selectAll().where('id', '=', id).executeTakeFirst();
      return row && fromRow(row);
    },
    async exactly({ by, value }) {
      const rows = await db
        .selectFrom('customers')
        .selectAll()
        .where((eb) => isExactly(eb, { by, value }, region))
        .limit(2)
        .execute();
      return rows.map(fromRow);
    },
  };
}

/** Adds customers or brings them up to date, by id. */
export async function importCustomers(db: Kysely<Schema>, customers: readonly Customer[]): Promise<void> {
  for (let start = 0; start < customers.length; start += BATCH) {
    await db
      .insertInto('customers')
      .values(customers.slice(start, start + BATCH).map(toRow))
      .onConflict((conflict) =>
        conflict.column('id').doUpdateSet((eb) => ({
          number: eb.ref('excluded.number'),
          subject: eb.ref('excluded.subject'),
          username: eb.ref('excluded.username'),
          name: eb.ref('excluded.name'),
          phone: eb.ref('excluded.phone'),
          email: eb.ref('excluded.email'),
          city: eb.ref('excluded.city'),
          segment: eb.ref('excluded.segment'),
          customer_since: eb.ref('excluded.customer_since'),
        })),
      )
      .execute();
  }
}

type Builder = ExpressionBuilder<Schema, 'customers'>;

function matches(eb: Builder, query: CustomerQuery, region: CountryCode): Expression<SqlBool> {
  switch (query.kind) {
    case 'number':
      return eb.or([
        eb('number_search', 'like', `${query.compact}%`),
        ...(query.digits === null ? [] : [eb(numberDigits, 'like', `${query.digits}%`)]),
      ]);
    case 'phone':
      return isPhone(eb, query.e164, region);
    case 'phone_end':
      // As the index has it.
      return eb(sql<string>`right(phone_search, ${sql.lit(PHONE_DIGITS_SHOWN)})`, '=', query.digits);
    case 'email':
      return eb('email_search', '=', query.address);
    case 'name':
      return eb.and(query.words.map((word) => eb('name_search', 'like', `% ${word}%`)));
  }
}

/** As the index has it. */
const numberDigits = sql<string>`regexp_replace(number_search, '[^0-9]', '', 'g')`;

function isPhone(eb: Builder, e164: readonly string[], region: CountryCode): Expression<SqlBool> {
  return eb(
    'phone_search',
    'in',
    e164.flatMap((number) => phoneSpellings(number, region)),
  );
}

/** Exact matches before those that only begin alike. */
function rank(eb: Builder, queries: readonly CustomerQuery[], region: CountryCode) {
  const exact = eb.or(queries.map((query) => isWhole(eb, query, region)));
  return eb.case().when(exact).then(sql.lit(0)).else(sql.lit(1)).end();
}

function isWhole(eb: Builder, query: CustomerQuery, region: CountryCode): Expression<SqlBool> {
  switch (query.kind) {
    case 'number':
      return eb.or([
        eb('number_search', '=', query.compact),
        ...(query.digits === null ? [] : [eb(numberDigits, '=', query.digits)]),
      ]);
    case 'name':
      return eb.and(query.words.map((word) => eb('name_search', 'like', `% ${word} %`)));
    // Nobody is found by less than that.
    case 'phone':
    case 'phone_end':
    case 'email':
      return matches(eb, query, region);
  }
}

function isExactly(eb: Builder, { by, value }: ExactQuery, region: CountryCode): Expression<SqlBool> {
  switch (by) {
    case 'number':
      return eb('number_search', '=', foldNumber(value));
    case 'email':
      return eb('email_search', '=', foldAddress(value));
    case 'phone':
      return isPhone(eb, [value], region);
    case 'id':
    case 'subject':
      return eb(by, '=', value);
  }
}

function toRow(customer: Customer): Insertable<CustomersTable> {
  return {
    id: customer.id,
    number: customer.number,
    subject: customer.subject,
    username: customer.username,
    name: customer.name,
    phone: customer.phone,
    email: customer.email,
    city: customer.city,
    segment: customer.segment,
    customer_since: customer.customerSince,
  };
}

function customerOf(row: Selectable<CustomersTable>, region: CountryCode): Customer {
  return {
    id: row.id,
    number: row.number,
    subject: row.subject,
    username: row.username,
    name: row.name,
    // As it is written where it is no number anybody could dial.
    phone: row.phone && (toE164(row.phone, region) ?? row.phone),
    email: row.email,
    city: row.city,
    segment: row.segment,
    customerSince: row.customer_since,
  };
}
