import { type Kysely, type Migration, Migrator, sql } from 'kysely';
import { describe, expect, onTestFinished, test } from 'vitest';
import { adoptEarlierTrail } from '@/lib/adapters/postgres/audit-adoption';
import type { Database } from '@/lib/adapters/postgres/database';
import { migrate } from '@/lib/adapters/postgres/migrate';
import * as initial from '@/lib/adapters/postgres/migrations/001-initial';
import * as deliveries from '@/lib/adapters/postgres/migrations/002-deliveries';
import * as transfers from '@/lib/adapters/postgres/migrations/003-transfers';
import * as auditChain from '@/lib/adapters/postgres/migrations/004-audit-chain';
import * as history from '@/lib/adapters/postgres/migrations/005-history';
import * as alerts from '@/lib/adapters/postgres/migrations/006-alerts';
import * as retention from '@/lib/adapters/postgres/migrations/007-retention';
import * as exports from '@/lib/adapters/postgres/migrations/008-exports';
import { openPglite } from '@/lib/adapters/postgres/pglite';
import { openPostgres } from '@/lib/adapters/postgres/postgres';
import type { Schema } from '@/lib/adapters/postgres/schema';
import { toRow } from '@/lib/adapters/postgres/transfer-row';
import type { VerificationId } from '@/lib/verification/verification';
import { appendAudit } from '../support/audit-keys';
import { freshUrl } from '../support/engines';
import { recordingLog } from '../support/recording-log';
import { approved, later, pending, START } from '../support/samples';
import { transferStore, verificationStore } from '../support/stores';
import { draft, order, transferAt } from '../support/transfer-samples';

const engines = [
  { name: 'PGlite', open: (): Promise<Database> => openPglite(undefined) },
  { name: 'PostgreSQL', open: async () => openPostgres(await freshUrl(), recordingLog().log) },
];

/** As a desk left it that knew of no transfers. */
const before = (db: Kysely<Schema>) => upTo(db, { '001-initial': initial, '002-deliveries': deliveries });

async function upTo(db: Kysely<Schema>, known: Record<string, Migration>): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => known } });
  const { error } = await migrator.migrateToLatest();
  if (error) throw error;
}

describe.each(engines)('a database without transfers, on $name,', ({ open }) => {
  test('keeps its verifications and its trail, and takes transfers', async () => {
    const database = await open();
    onTestFinished(() => database.close());
    const { db } = database;
    await before(db);
    const old = [
      approved({ customerId: 'C-1', grantEnd: 'call_ended' }),
      approved({ customerId: 'C-2' }),
      pending({ customerId: 'C-3' }),
    ];
    for (const v of old) {
      await sql`insert into verifications (id, customer_id, customer_subject, staff_subject, staff_name, purpose, scope,
          binding_message, spoken_code, status, interval_seconds, op_reachable, requested_at, expires_at, ended_at,
          grant_expires_at, grant_end, version, delivery)
        values (${v.id}, ${v.customerId}, ${v.customerSubject}, ${v.staffSubject}, ${v.staffName}, ${v.purpose}, ${v.scope},
          ${v.bindingMessage}, ${v.spokenCode}, ${v.status}, ${v.intervalSeconds}, ${v.opReachable}, ${v.requestedAt},
          ${v.expiresAt}, ${v.endedAt}, ${v.grantExpiresAt}, ${v.grantEnd}, ${v.version}, ${v.delivery})`.execute(
        db,
      );
      await sql`insert into audit (at, actor_kind, actor_id, actor_name, action, verification_id, customer_id, details)
        values (${START}, 'staff', 'staff-ann', 'Ann', 'verification.requested', ${v.id}, ${v.customerId}, '{}')`.execute(
        db,
      );
    }

    await migrate(db);
    expect(await adoptEarlierTrail(db, appendAudit, later(9))).toBe(3);
    expect(await adoptEarlierTrail(db, appendAudit, later(9))).toBe(0);
    const store = verificationStore(db);
    for (const v of old) expect(await store.find(v.id as VerificationId)).toEqual(v);
    expect(await store.findCurrent('C-2')).toEqual(old[1]);
    const trail = await db
      .selectFrom('audit')
      .select(['at', 'action', 'verification_id', 'transfer_id', 'staff_id', 'customer_id'])
      .orderBy('id')
      .execute();
    expect(trail).toEqual([
      ...old.map(({ id, customerId }) => ({
        at: START.toISOString(),
        action: 'verification.requested',
        verification_id: id,
        transfer_id: null,
        staff_id: 'staff-ann',
        customer_id: customerId,
      })),
      {
        at: later(9).toISOString(),
        action: 'audit.chain_started',
        verification_id: null,
        transfer_id: null,
        staff_id: null,
        customer_id: null,
      },
    ]);
    await expect(db.deleteFrom('audit').execute()).rejects.toThrow(/append-only/);
    expect(await db.selectFrom('transfers').selectAll().execute()).toEqual([]);
  });
});

describe.each(engines)('a database whose transfers were never added up, on $name,', ({ open }) => {
  test('has those of the last day added up at once, to whichever account', async () => {
    const database = await open();
    onTestFinished(() => database.close());
    const { db } = database;
    await upTo(db, {
      '001-initial': initial,
      '002-deliveries': deliveries,
      '003-transfers': transfers,
      '004-audit-chain': auditChain,
      '005-history': history,
      '006-alerts': alerts,
      '007-retention': retention,
      '008-exports': exports,
    });
    const other = { ...order, payeeAccount: { scheme: 'other', number: '0532013000', bank: 'X' } } as const;
    for (const t of [transferAt('executed'), transferAt('awaiting_customer', { order: other })]) {
      const { policy_sums: _1, customer_subject: _2, alarmed_at: _3, ...row } = toRow(t);
      await db
        .insertInto('transfers')
        .values({ ...row, lease_node: null, lease_until: null })
        .execute();
    }

    await migrate(db);
    const store = transferStore(db);
    expect(await store.factsOf(draft({ customerId: 'C-2' }), later(-1))).toMatchObject({
      sums: { day_sum_payee: { minor: 2 * order.amount.minor } },
    });
    expect(await store.list({ list: 'all', subject: '', all: true, limit: 9 })).toMatchObject([
      { policySums: {} },
      { policySums: {} },
    ]);
  });
});
