import type { StaffActor } from '@/lib/actor';
import type { Database } from '@/lib/adapters/postgres/database';
import type { AuditEntry } from '@/lib/audit/entry';
import type { VerificationStore } from '@/lib/verification/store';
import type { Verification } from '@/lib/verification/verification';
import { engines } from './engines';
import { MemoryStore } from './memory-store';
import { ann } from './samples';
import { verificationStore } from './stores';

/** A verification store of one kind, with what a test needs to look behind it. */
export interface StoreStage {
  readonly store: VerificationStore;
  /** The names of what was recorded of this verification, oldest first. */
  trail(id: string): Promise<string[]>;
  /** Forgets all verifications; what was recorded stays. */
  empty(): Promise<void>;
  close(): Promise<void>;
}

export interface SqlStage extends StoreStage {
  readonly database: Database;
}

export const sqlStages = engines.map(({ name, open }) => ({
  name,
  open: async (): Promise<SqlStage> => {
    const database = await open();
    const { db } = database;
    return {
      database,
      store: verificationStore(db),
      trail: async (id) => {
        const rows = await db
          .selectFrom('audit')
          .select('action')
          .where('verification_id', '=', id)
          .orderBy('id')
          .execute();
        return rows.map(({ action }) => action);
      },
      empty: async () => void (await db.deleteFrom('verifications').execute()),
      close: () => database.close(),
    };
  },
}));

/** The engines, and the double the unit tests use: it must not promise more or less than they do. */
export const stages: readonly { readonly name: string; open(): Promise<StoreStage> }[] = [
  ...sqlStages,
  {
    name: 'the memory double',
    open: async () => {
      let memory = new MemoryStore();
      const current = new Proxy({} as VerificationStore, {
        get: (_, name) => {
          const value: unknown = Reflect.get(memory, name);
          return typeof value === 'function' ? value.bind(memory) : undefined;
        },
      });
      return {
        store: current,
        trail: async (id) =>
          memory.audit.filter((entry) => entry.verificationId === id).map(({ action }) => action),
        empty: async () => {
          memory = new MemoryStore();
        },
        close: async () => {},
      };
    },
  },
];

export function entryOf(
  v: Verification,
  action: AuditEntry['action'],
): AuditEntry & { readonly actor: StaffActor } {
  return {
    at: v.requestedAt,
    actor: ann,
    action,
    verificationId: v.id,
    customerId: v.customerId,
    details: { status: v.status },
  };
}
