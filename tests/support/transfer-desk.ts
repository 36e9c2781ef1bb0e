import type { StaffActor } from '@/lib/actor';
import { createAuditLog } from '@/lib/adapters/postgres/audit-log';
import type { Database } from '@/lib/adapters/postgres/database';
import type { CibaClient } from '@/lib/ciba/client';
import { type Clock, systemClock } from '@/lib/clock';
import type { CustomerDirectory } from '@/lib/customers/directory';
import { Executor } from '@/lib/transfers/executor';
import { defaultPolicy, type PolicyRules } from '@/lib/transfers/policy';
import { saveDraft } from '@/lib/transfers/save-draft';
import { submitTransfer } from '@/lib/transfers/submit';
import type { Transfer, TransferId } from '@/lib/transfers/transfer';
import type { TransferApi } from '@/lib/transfers/transfer-api';
import { emptyForm, isSettled, type TransferForm } from '@/lib/transfers/view';
import { Poller } from '@/lib/verification/poller';
import { SharedReads } from '@/lib/verification/shared-reads';
import { appendAudit } from './audit-keys';
import { noLimits } from './guard-limits';
import { recordingLog } from './recording-log';
import { alarmStore, transferStore, verificationStore } from './stores';

export interface DeskParts {
  readonly database: Database;
  readonly ciba: CibaClient;
  readonly transferApi: TransferApi;
  readonly directory: CustomerDirectory;
  readonly clock?: Clock;
  readonly policy?: PolicyRules;
  /** Stands between the desk and everything it talks to. */
  readonly through?: <T extends object>(part: T) => T;
}

export type TransferDesk = ReturnType<typeof openTransferDesk>;

/** A desk without its screens, poller and executor running: what lib/server.ts wires, with parts of one's own. */
export function openTransferDesk(parts: DeskParts) {
  const { database, clock = systemClock, policy = defaultPolicy, through = <T>(part: T) => part } = parts;
  const { db, notifications } = database;
  const { log, ...logged } = recordingLog();
  const transfers = through(transferStore(db));
  const verifications = through(verificationStore(db));
  const ciba = through(parts.ciba);
  const transferApi = through(parts.transferApi);
  const audit = through(createAuditLog(db, appendAudit));
  const common = {
    transfers,
    verifications,
    notifications,
    reads: new SharedReads(),
    ciba,
    transferApi,
    audit,
    clock,
    log,
  };
  const poller = new Poller(common);
  const executor = new Executor(common);
  poller.start();
  executor.start();
  return {
    deps: {
      ...common,
      alarms: alarmStore(db),
      poller,
      policy,
      directory: parts.directory,
      requests: { limits: noLimits, asksUserCode: false },
    },
    database,
    executor,
    logged,
    async stop() {
      await Promise.all([poller.stop(), executor.stop()]);
    },
  };
}

/** A teller types a transfer in and submits it. */
export async function enter(
  { deps }: TransferDesk,
  teller: StaffActor,
  customerId: string,
  form: Partial<TransferForm>,
): Promise<Transfer> {
  const { transfer } = await saveDraft(deps, teller, customerId, { ...emptyForm, ...form });
  return submitTransfer(deps, teller, transfer.id, transfer.version);
}

/** The transfer as soon as it is as asked for; by default, as soon as it has come to its end. */
export async function settled(
  { deps: { transfers, notifications } }: TransferDesk,
  id: TransferId,
  isThere: (transfer: Transfer) => boolean = isSettled,
): Promise<Transfer> {
  for (;;) {
    const changed = nextChange(notifications, id);
    const transfer = await transfers.find(id);
    if (transfer && isThere(transfer)) return transfer;
    await changed;
  }
}

/** Resolves at the next change, or after a moment: a hint may be lost. */
export function nextChange(notifications: Database['notifications'], id: string): Promise<void> {
  return new Promise((resolve) => {
    const stop = notifications.onChange(id, done);
    const timer = setTimeout(done, 300);
    function done() {
      stop();
      clearTimeout(timer);
      resolve();
    }
  });
}
