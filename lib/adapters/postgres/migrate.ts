import { type Kysely, type Migration, Migrator } from 'kysely';
import * as initial from './migrations/001-initial';
import * as deliveries from './migrations/002-deliveries';
import * as transfers from './migrations/003-transfers';
import * as auditChain from './migrations/004-audit-chain';
import * as history from './migrations/005-history';
import * as alerts from './migrations/006-alerts';
import * as retention from './migrations/007-retention';
import * as exports from './migrations/008-exports';
import * as alarms from './migrations/009-alarms';
import * as lookups from './migrations/010-lookups';
import * as payeeSums from './migrations/011-payee-sums';
import * as refusals from './migrations/012-refusals';
import * as presence from './migrations/013-presence';
import * as securityEvents from './migrations/014-security-events';
import * as alarmLists from './migrations/015-alarm-lists';
import * as search from './migrations/016-search';
import * as dismissedEnds from './migrations/017-dismissed-ends';
import * as staffSessions from './migrations/018-staff-sessions';
import * as idleSessions from './migrations/019-idle-sessions';
import type { Schema } from './schema';

/** In order of their names. A migration that was released never changes; a new one is added. */
const migrations: Record<string, Migration> = {
  '001-initial': initial,
  '002-deliveries': deliveries,
  '003-transfers': transfers,
  '004-audit-chain': auditChain,
  '005-history': history,
  '006-alerts': alerts,
  '007-retention': retention,
  '008-exports': exports,
  '009-alarms': alarms,
  '010-lookups': lookups,
  '011-payee-sums': payeeSums,
  '012-refusals': refusals,
  '013-presence': presence,
  '014-security-events': securityEvents,
  '015-alarm-lists': alarmLists,
  '016-search': search,
  '017-dismissed-ends': dismissedEnds,
  '018-staff-sessions': staffSessions,
  '019-idle-sessions': idleSessions,
};

/**
 * Brings the database up to date. Safe when several nodes start at once: Kysely's migrator holds an
 * advisory lock for the whole run, in one transaction.
 */
export async function migrate(db: Kysely<Schema>): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const { error } = await migrator.migrateToLatest();
  if (error) throw error;
}
