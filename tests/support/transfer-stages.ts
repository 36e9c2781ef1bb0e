import type { Database } from '@/lib/adapters/postgres/database';
import { toRow } from '@/lib/adapters/postgres/verification-row';
import type { AuditEntry } from '@/lib/audit/entry';
import type { TransferStore } from '@/lib/transfers/store';
import type { Transfer } from '@/lib/transfers/transfer';
import type { Lease, VerificationStore } from '@/lib/verification/store';
import type { Verification } from '@/lib/verification/verification';
import { engines } from './engines';
import { MemoryStore } from './memory-store';
import { MemoryTransferStore } from './memory-transfers';
import { tom } from './samples';
import { transferStore, verificationStore } from './stores';
import { draft } from './transfer-samples';

/** A store of transfers of one kind, with the verifications beside it and what a test needs to look behind it. */
export interface TransferStage {
  readonly transfers: TransferStore;
  readonly verifications: VerificationStore;
  /** The names of what was recorded of a transfer itself, oldest first. */
  trail(id: string): Promise<string[]>;
  /** Every id that is announced from now on. */
  hear(listener: (id: string) => void): () => void;
  /** Puts a request where a test needs it, past the rule that only what waits for the customer is asked about. */
  putRequest(v: Verification, lease: Lease): Promise<void>;
  /** Forgets all transfers and verifications; what was recorded stays. */
  empty(): Promise<void>;
  close(): Promise<void>;
}

export interface SqlTransferStage extends TransferStage {
  readonly database: Database;
}

export const sqlTransferStages = engines.map(({ name, open }) => ({
  name,
  open: async (): Promise<SqlTransferStage> => {
    const database = await open();
    const { db } = database;
    return {
      database,
      transfers: transferStore(db),
      verifications: verificationStore(db),
      trail: async (id) => {
        const rows = await db
          .selectFrom('audit')
          .select('action')
          .where('transfer_id', '=', id)
          .where('action', 'like', 'transfer.%')
          .orderBy('id')
          .execute();
        return rows.map(({ action }) => action);
      },
      putRequest: async (v, { node, until }) => {
        const row = { ...toRow(v), sealed: null, lease_node: node, lease_until: until };
        await db.insertInto('verifications').values(row).execute();
      },
      hear: (listener) => database.notifications.onAny((id) => id !== undefined && listener(id)),
      empty: async () => {
        await db.deleteFrom('verifications').execute();
        await db.deleteFrom('transfers').execute();
      },
      close: () => database.close(),
    };
  },
}));

/** The engines, and the double the unit tests use: it must not promise more or less than they do. */
export const transferStages: readonly { readonly name: string; open(): Promise<TransferStage> }[] = [
  ...sqlTransferStages,
  { name: 'the memory double', open: async () => inMemory() },
];

function inMemory(): TransferStage {
  const listeners = new Set<(id: string) => void>();
  let verifications = new MemoryStore();
  let transfers = new MemoryTransferStore(verifications);
  const empty = async () => {
    verifications = new MemoryStore();
    verifications.onChange = (id) => {
      for (const listener of listeners) listener(id);
    };
    transfers = new MemoryTransferStore(verifications);
  };
  return {
    transfers: current<TransferStore>(() => transfers),
    verifications: current<VerificationStore>(() => verifications),
    trail: async (id) =>
      verifications.audit
        .filter(({ transferId, action }) => transferId === id && action.startsWith('transfer.'))
        .map(({ action }) => action),
    putRequest: async (v, lease) => {
      verifications.put(v, {}, lease);
    },
    hear(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    empty,
    close: async () => {},
  };
}

/** Whatever is kept in the variable by now. */
function current<T extends object>(of: () => T): T {
  return new Proxy({} as T, {
    get: (_, name) => {
      const value: unknown = Reflect.get(of(), name);
      return typeof value === 'function' ? value.bind(of()) : undefined;
    },
  });
}

/** Brings a transfer where a test needs it, the way stores get them: as a draft first. */
export async function bring({ transfers }: TransferStage, t: Transfer): Promise<Transfer> {
  const { id, customerId, tellerSubject } = t;
  // One that was opened again: of new drafts a teller has only one for a customer.
  const begun = draft({ id, customerId, tellerSubject, edition: 2 });
  const after = { ...t, version: 2 };
  await transfers.insert(begun, entryOf(begun, 'transfer.drafted'));
  if (!(await transfers.update(begun, after, null))) throw new Error(`${id} could not be brought there`);
  return after;
}

export function entryOf(t: Transfer, action: AuditEntry['action'] = 'transfer.edited'): AuditEntry {
  return {
    at: t.updatedAt,
    actor: tom,
    action,
    transferId: t.id,
    customerId: t.customerId,
    details: { status: t.status },
  };
}
