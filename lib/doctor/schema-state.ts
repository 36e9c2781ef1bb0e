import { fail, ok, type Verdict, warn } from './check';

const OLDEST_VERSION = 14;

/** What a database says of itself. */
export interface SchemaState {
  /** `server_version_num`, such as 180004 */
  readonly version: number;
  /** Whether anything can be stored there; a standby copies another server, and is only read from. */
  readonly writing: 'on' | 'off' | 'standby';
  readonly trigrams: { readonly available: boolean; readonly installed: boolean };
  /** Names of the migrations that were run; undefined when there were none ever. */
  readonly applied: readonly string[] | undefined;
  /** Whether our user may make tables, and extensions. */
  readonly mayCreate: { readonly tables: boolean; readonly extensions: boolean };
  /** Undefined while there is no table of them. */
  readonly customers: number | undefined;
}

export function judgeServer({ version, writing }: SchemaState): Verdict {
  const major = Math.floor(version / 10_000);
  if (major < OLDEST_VERSION) {
    return fail(`PostgreSQL ${major} is too old.`, `Upgrade it: the desk needs ${OLDEST_VERSION} or newer.`);
  }
  switch (writing) {
    case 'on':
      return ok(`PostgreSQL ${major} answers.`);
    case 'standby':
      return fail(
        `PostgreSQL ${major} answers, but as a standby: it can be read from, and stores nothing.`,
        'Let DATABASE_URL lead to the primary; where a proxy is between, to its port for writing.',
      );
    case 'off':
      return fail(
        `PostgreSQL ${major} answers, but only to be read from: it stores nothing.`,
        'Set default_transaction_read_only to off for this database and the desk’s user.',
      );
  }
}

export function judgeTrigrams({ trigrams, mayCreate }: SchemaState): Verdict {
  if (trigrams.installed) return ok('The extension pg_trgm, by which customers are found, is there.');
  if (!trigrams.available) {
    return fail(
      'The extension pg_trgm, by which customers are found, is not on the server.',
      'Install PostgreSQL’s contrib package on it.',
    );
  }
  return mayCreate.extensions
    ? ok('The extension pg_trgm is made at the first start.')
    : fail(
        'The extension pg_trgm has to be made, and the desk’s user may not make it.',
        'As the database’s owner: create extension pg_trgm;',
      );
}

/** @param known the migrations of this version of the desk */
export function judgeMigrations({ applied, mayCreate }: SchemaState, known: readonly string[]): Verdict {
  const foreign = (applied ?? []).filter((name) => !known.includes(name));
  if (foreign.length > 0) {
    return fail(
      `The database was made by a newer Countersign (${foreign.join(', ')}).`,
      'Run that version, or restore the database from before the upgrade.',
    );
  }
  const pending = known.filter((name) => !applied?.includes(name));
  if (pending.length === 0) return ok('The tables are up to date.');
  if (!mayCreate.tables) {
    return fail(
      'Tables have to be made or changed, and the desk’s user may not.',
      'As the database’s owner: grant create on schema public to the desk’s user.',
    );
  }
  return applied === undefined || applied.length === 0
    ? ok('The database is empty: the first start makes the tables.')
    : warn(
        `${pending.length} ${pending.length === 1 ? 'migration waits' : 'migrations wait'}: ${pending.join(', ')}.`,
        'Make a backup; the next start brings the tables up to date.',
      );
}

export function judgeCustomers({ customers }: SchemaState, usesSandbox: boolean): Verdict {
  if (customers === undefined || customers === 0) {
    return warn(
      'There are no customers to look up yet.',
      usesSandbox
        ? 'Start the desk: it copies the sandbox bank’s customers.'
        : 'Fill the table customers from your own system; the first start makes it.',
    );
  }
  return ok(`${customers} ${customers === 1 ? 'customer' : 'customers'} can be looked up.`);
}
