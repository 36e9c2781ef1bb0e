import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { SchemaState } from './schema-state';

/** One statement without parameters. */
export type Query = (statement: string) => Promise<readonly unknown[]>;

const facts = z.tuple([
  z.object({
    version: z.coerce.number(),
    standby: z.boolean(),
    read_only: z.boolean(),
    available: z.boolean(),
    installed: z.boolean(),
    tables: z.boolean(),
    extensions: z.boolean(),
    has_migrations: z.boolean(),
    has_customers: z.boolean(),
  }),
]);
const names = z.array(z.object({ name: z.string() }));
const counts = z.tuple([z.object({ count: z.coerce.number() })]);

/** Looks and changes nothing. */
export async function readSchema(query: Query): Promise<SchemaState> {
  const [fact] = facts.parse(
    await query(`
      select current_setting('server_version_num') as version,
             pg_is_in_recovery() as standby,
             current_setting('transaction_read_only') = 'on' as read_only,
             exists (select from pg_available_extensions where name = 'pg_trgm') as available,
             exists (select from pg_extension where extname = 'pg_trgm') as installed,
             coalesce(has_schema_privilege(current_schema(), 'create'), false) as tables,
             has_database_privilege(current_database(), 'create') as extensions,
             to_regclass('kysely_migration') is not null as has_migrations,
             to_regclass('customers') is not null as has_customers`),
  );
  return {
    version: fact.version,
    writing: fact.standby ? 'standby' : fact.read_only ? 'off' : 'on',
    trigrams: fact,
    mayCreate: fact,
    applied: fact.has_migrations
      ? names.parse(await query('select name from kysely_migration order by name')).map(({ name }) => name)
      : undefined,
    customers: fact.has_customers
      ? counts.parse(await query('select count(*) as count from customers'))[0].count
      : undefined,
  };
}

/** The names of this version's migrations: those of their files, as lib/adapters/postgres/migrate.ts lists them. */
export async function knownMigrations(): Promise<string[]> {
  const folder = new URL('../adapters/postgres/migrations/', import.meta.url);
  const files = await readdir(fileURLToPath(folder));
  return files
    .filter((file) => file.endsWith('.ts'))
    .map((file) => file.slice(0, -'.ts'.length))
    .sort();
}
