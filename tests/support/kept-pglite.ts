import { AsyncLocalStorage } from 'node:async_hooks';
import type { PGlite } from '@electric-sql/pglite';

/** What a PGlite in memory begins with that is opened within: the tables of a desk, without rows. Otherwise nothing. */
export const beginning = new AsyncLocalStorage<'migrated'>();

/** What the product uses of a PGlite. */
export type Clean = Pick<PGlite, 'query' | 'listen' | 'close'>;

interface Kept {
  readonly pglite: PGlite;
  /** What it was like before anybody used it. */
  readonly structure: string;
}

/** Used before and clean again. The test files of one worker share them. */
const idle: Kept[] = [];

/** A PGlite whose tables are empty. Closing it cleans it for the next, and whoever uses it after that is refused. */
export async function kept(load: () => Promise<PGlite>): Promise<Clean> {
  const one = idle.pop() ?? (await loaded(load));
  const { pglite } = one;
  const unlisten: (() => Promise<void>)[] = [];
  let isClosed = false;
  return {
    async query<T>(...asked: Parameters<PGlite['query']>) {
      if (isClosed) throw new Error('PGlite is closed');
      return pglite.query<T>(...asked);
    },
    async listen(...asked) {
      const stop = await pglite.listen(...asked);
      unlisten.push(stop);
      return stop;
    },
    async close() {
      if (isClosed) throw new Error('PGlite is closed');
      isClosed = true;
      for (const stop of unlisten) await stop();
      if ((await structureOf(pglite)) !== one.structure) return pglite.close();
      await clean(pglite);
      idle.push(one);
    },
  };
}

async function loaded(load: () => Promise<PGlite>): Promise<Kept> {
  const pglite = await load();
  // What migrations put into tables stays what every database begins with.
  await pglite.exec(`
    create schema beginning;
    do $$ declare t text; has_rows boolean; begin
      for t in select tablename from pg_tables where schemaname = 'public' loop
        execute format('select exists (select from public.%I)', t) into has_rows;
        if has_rows then execute format('create table beginning.%I as table public.%I', t, t); end if;
      end loop;
    end $$;`);
  return { pglite, structure: await structureOf(pglite) };
}

/** Everything of a database but its rows, as one text to compare. */
async function structureOf(pglite: PGlite): Promise<string> {
  const { rows } = await pglite.query<{ hash: string }>(`
    select md5(string_agg(part, E'\\n' order by part)) as hash from (
      select concat_ws(' ', 'class', c.oid::regclass, c.relkind, c.relrowsecurity) from pg_class c
        where c.relnamespace = 'public'::regnamespace
      union all
      select concat_ws(' ', 'column', a.attrelid::regclass, a.attnum, a.attname, a.atttypid::regtype, a.attnotnull,
        a.attidentity, a.attgenerated, pg_get_expr(d.adbin, d.adrelid))
        from pg_attribute a join pg_class c on c.oid = a.attrelid
        left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
        where c.relnamespace = 'public'::regnamespace and a.attnum > 0
      union all
      select concat_ws(' ', 'index', pg_get_indexdef(i.indexrelid), i.indisvalid) from pg_index i
        join pg_class c on c.oid = i.indrelid where c.relnamespace = 'public'::regnamespace
      union all
      select concat_ws(' ', 'constraint', k.conrelid::regclass, k.conname, pg_get_constraintdef(k.oid))
        from pg_constraint k where k.connamespace = 'public'::regnamespace
      union all
      select concat_ws(' ', 'trigger', pg_get_triggerdef(t.oid), t.tgenabled) from pg_trigger t
        join pg_class c on c.oid = t.tgrelid where c.relnamespace = 'public'::regnamespace and not t.tgisinternal
      union all
      select concat_ws(' ', 'function', p.oid::regprocedure, p.prosrc) from pg_proc p
        where p.pronamespace = 'public'::regnamespace
    ) as parts(part)`);
  return rows[0]?.hash ?? '';
}

async function clean(pglite: PGlite): Promise<void> {
  await pglite.query('discard all');
  // One transaction, as what is sent together is. As a replica, because triggers keep everybody else from it.
  await pglite.exec(`
    set local session_replication_role = replica;
    do $$ declare t text; begin
      execute (select 'truncate ' || string_agg(format('public.%I', tablename), ', ') || ' restart identity'
        from pg_tables where schemaname = 'public');
      for t in select tablename from pg_tables where schemaname = 'beginning' loop
        execute format('insert into public.%I overriding system value select * from beginning.%I', t, t);
      end loop;
    end $$;`);
}
