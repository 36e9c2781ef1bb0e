import {
  type Expression,
  type ExpressionBuilder,
  type Kysely,
  type Selectable,
  type SqlBool,
  sql,
} from 'kysely';
import type { Customer, CustomerDirectory, CustomerQuery, ExactDirectory } from '../../customers/directory';
import { PHONE_DIGITS_SHOWN } from '../../customers/mask';
import { fold } from '../../customers/query';
import type { CustomersTable, Schema } from './schema';

/** Rows of one INSERT: far below PostgreSQL's limit of 65,535 parameters. */
const BATCH = 500;

/** The desk's own copy of who the customers are, in the same database. */
export function createSqlDirectory(db: Kysely<Schema>): CustomerDirectory & ExactDirectory {
  return {
    async search(queries, limit) {
      if (queries.length === 0) return { customers: [], more: false };
      const rows = await db
        .selectFrom('customers')
        .selectAll()
        .where((eb) => eb.or(queries.map((query) => matches(eb, query))))
        .orderBy((eb) => rank(eb, queries))
        .orderBy('name_folded')
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
        .where(by, '=', by === 'email' ? value.toLowerCase() : value)
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
          number_digits: eb.ref('excluded.number_digits'),
          subject: eb.ref('excluded.subject'),
          username: eb.ref('excluded.username'),
          name: eb.ref('excluded.name'),
          name_folded: eb.ref('excluded.name_folded'),
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

function matches(eb: Builder, query: CustomerQuery): Expression<SqlBool> {
  switch (query.kind) {
    case 'number':
      return eb('number_digits', 'like', `${query.digits}%`);
    case 'phone':
      return eb.or(query.e164.map((number) => eb('phone', '=', number)));
    case 'phone_end':
      // As the index has it.
      return eb(sql<string>`right(phone, ${sql.lit(PHONE_DIGITS_SHOWN)})`, '=', query.digits);
    case 'email':
      return eb('email', '=', query.address);
    case 'name':
      return eb.and(query.words.map((word) => eb('name_folded', 'like', `% ${escapeLike(word)}%`)));
  }
}

/** Exact matches before those that only begin alike. */
function rank(eb: Builder, queries: readonly CustomerQuery[]) {
  const exact = eb.or(queries.map((query) => isExact(eb, query)));
  return eb.case().when(exact).then(sql.lit(0)).else(sql.lit(1)).end();
}

function isExact(eb: Builder, query: CustomerQuery): Expression<SqlBool> {
  switch (query.kind) {
    case 'number':
      return eb('number_digits', '=', query.digits);
    case 'name':
      return eb.and(query.words.map((word) => eb('name_folded', 'like', `% ${escapeLike(word)} %`)));
    // Nobody is found by less than that.
    case 'phone':
    case 'phone_end':
    case 'email':
      return matches(eb, query);
  }
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}

function toRow(customer: Customer): Selectable<CustomersTable> {
  // "O'Brien" is found as "o brien" and as "obrien".
  const joined = fold(customer.name.replace(/['’-]/g, ''));
  return {
    id: customer.id,
    number: customer.number,
    number_digits: customer.number.replace(/\D/g, ''),
    subject: customer.subject,
    username: customer.username,
    name: customer.name,
    name_folded: ` ${[...new Set([...fold(customer.name).split(' '), ...joined.split(' ')])].join(' ')} `,
    phone: customer.phone,
    email: customer.email?.toLowerCase() ?? null,
    city: customer.city,
    segment: customer.segment,
    customer_since: customer.customerSince,
  };
}

function fromRow(row: Selectable<CustomersTable>): Customer {
  return {
    id: row.id,
    number: row.number,
    subject: row.subject,
    username: row.username,
    name: row.name,
    phone: row.phone,
    email: row.email,
    city: row.city,
    segment: row.segment,
    customerSince: row.customer_since,
  };
}
