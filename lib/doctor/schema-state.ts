import { say } from '@/messages/doctor/database';
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
  if (major < OLDEST_VERSION) return fail(say.tooOld({ version: major, oldest: OLDEST_VERSION }));
  switch (writing) {
    case 'on':
      return ok(say.server({ version: major }));
    case 'standby':
      return fail(say.standby({ version: major }));
    case 'off':
      return fail(say.readOnly({ version: major }));
  }
}

export function judgeTrigrams({ trigrams, mayCreate }: SchemaState): Verdict {
  if (trigrams.installed) return ok(say.trigrams.installed);
  if (!trigrams.available) return fail(say.trigrams.unavailable);
  return mayCreate.extensions ? ok(say.trigrams.firstStart) : fail(say.trigrams.notAllowed);
}

/** @param known the migrations of this version of the desk */
export function judgeMigrations({ applied, mayCreate }: SchemaState, known: readonly string[]): Verdict {
  const foreign = (applied ?? []).filter((name) => !known.includes(name));
  if (foreign.length > 0) return fail(say.migrations.newer({ unknown: foreign }));
  const pending = known.filter((name) => !applied?.includes(name));
  if (pending.length === 0) return ok(say.migrations.upToDate);
  if (!mayCreate.tables) return fail(say.migrations.notAllowed);
  return applied === undefined || applied.length === 0
    ? ok(say.migrations.empty)
    : warn(say.migrations.pending({ names: pending }));
}

export function judgeCustomers({ customers }: SchemaState, usesSandbox: boolean): Verdict {
  if (customers) return ok(say.customers({ customers }));
  return warn(usesSandbox ? say.noSandboxCustomers : say.noCustomers);
}
