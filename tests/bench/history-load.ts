import pg from 'pg';

/** Puts many rows into a table at once, by the names of its columns. */
export interface Loader {
  add(table: string, rows: readonly object[]): Promise<void>;
  /** The next generated key is the one after `last`. */
  continueKeys(table: string, last: number): Promise<void>;
}

export async function createLoader(client: pg.Client): Promise<Loader> {
  const { rows: columns } = await client.query<{ place: string; type: string }>(`
    select attrelid::regclass || '.' || attname as place, format_type(atttypid, null) as type
    from pg_attribute where attrelid in (select oid from pg_class where relnamespace = 'public'::regnamespace)`);
  const typeOf = new Map(columns.map(({ place, type }) => [place, type]));

  return {
    async add(table, rows) {
      const [first] = rows;
      if (!first) return;
      const names = Object.keys(first);
      const arrays = names.map((name, index) => `$${index + 1}::${typeOf.get(`${table}.${name}`)}[]`);
      const values = names.map((name) => rows.map((row) => plain(Reflect.get(row, name))));
      const list = names.map((name) => pg.escapeIdentifier(name)).join(', ');
      await client.query(
        `insert into ${table} (${list}) overriding system value select * from unnest(${arrays.join(', ')})`,
        values,
      );
    },
    async continueKeys(table, last) {
      await client.query(`select setval(pg_get_serial_sequence($1, 'id'), $2)`, [table, last]);
    },
  };
}

/** ISO texts are quicker to send than the driver's own way with dates. */
function plain(value: unknown): unknown {
  return value instanceof Date ? value.toISOString() : value;
}

/** Runs `load` while the tables have no indexes but those of their constraints, and makes the others anew. */
export async function withoutIndexes(
  client: pg.Client,
  tables: readonly string[],
  load: () => Promise<void>,
): Promise<void> {
  const { rows } = await client.query<{ name: string; definition: string }>(
    `select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition
     from pg_index i
     where i.indrelid = any($1::regclass[])
       and not exists (select from pg_constraint c where c.conindid = i.indexrelid)`,
    [tables],
  );
  for (const { name } of rows) await client.query(`drop index ${name}`);
  await load();
  await client.query(`set maintenance_work_mem = '512MB'`);
  for (const { definition } of rows) await client.query(definition);
}
