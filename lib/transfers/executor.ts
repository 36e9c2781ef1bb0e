import { randomBytes } from 'node:crypto';
import { executor as actor } from '../actor';
import { apply as applyToVerification } from '../verification/apply';
import { type EndGrantDeps, endGrant } from '../verification/end-grant';
import type { Notifications } from '../verification/notifications';
import { isOpen } from '../verification/verification';
import { answerOf } from './answer';
import { apply } from './apply';
import { type ExecuteDeps, execute } from './execute';
import { isTransferId, type Transfer, type TransferId } from './transfer';

export interface ExecutorDeps extends ExecuteDeps, EndGrantDeps {
  readonly ciba: ExecuteDeps['ciba'] & EndGrantDeps['ciba'];
  readonly notifications: Notifications;
}

/** Longer than a call of the bank and the storing of its answer take. */
const LEASE_MS = 25_000;
/** Nodes' clocks may differ: a lease counts as over only when it is by any of them. */
const CLOCK_SKEW_MS = 2_000;
/** How often what nobody announced is looked for. */
const SWEEP_MS = 2_000;
const AT_ONCE = 100;
/** How long a stopping node waits for the bank. */
const STOP_MS = 12_000;

/** Still on its way with the approval it has. */
const underWay: readonly Transfer['status'][] = [
  'awaiting_customer',
  'authorized',
  'executing',
  'needs_reconciliation',
];

/**
 * Carries transfers on: the customer's answer to the transfer it was about, an authorized transfer to the bank, an
 * unused approval to its end. Every step starts from what is stored, so it does not matter which node takes it, or
 * which one died before.
 */
export class Executor {
  readonly node = randomBytes(9).toString('base64url');
  readonly #deps: ExecutorDeps;
  /** Transfers being carried on here, and whether something happened to them meanwhile. */
  readonly #busy = new Map<TransferId, { again: boolean; done: Promise<void> }>();
  readonly #timers = new Map<TransferId, () => void>();
  readonly #stops: (() => void)[] = [];
  #running = false;

  constructor(deps: ExecutorDeps) {
    this.#deps = deps;
  }

  start(): void {
    this.#running = true;
    this.#stops.push(
      this.#deps.notifications.onAny((id) => {
        if (id === undefined) void this.#look();
        else if (isTransferId(id)) this.tend(id);
      }),
      this.#every(SWEEP_MS),
    );
  }

  /** Begins nothing new, and hears the bank out. */
  async stop(): Promise<void> {
    this.#running = false;
    for (const stop of this.#stops.splice(0)) stop();
    for (const disarm of this.#timers.values()) disarm();
    this.#timers.clear();
    const enough = new Promise<void>((resolve) => this.#deps.clock.after(STOP_MS, resolve));
    await Promise.race([Promise.allSettled([...this.#busy.values()].map(({ done }) => done)), enough]);
    // What the bank still works on stays leased: nobody else needs to ask while it does.
    if (this.#busy.size === 0) await this.#deps.transfers.release(this.node);
  }

  /** Something happened to this transfer, or is due: carries it as far as it goes. One at a time, none forgotten. @param isSwept nobody announced it */
  tend(id: TransferId, isSwept = false): void {
    if (!this.#running) return;
    const busy = this.#busy.get(id);
    if (busy) {
      busy.again = true;
      return;
    }
    const work = { again: false, done: Promise.resolve() };
    this.#busy.set(id, work);
    work.done = this.#carry(id, isSwept)
      .catch((error: unknown) =>
        this.#deps.log.error({ err: error, transfer: id }, 'transfer not carried on, trying again'),
      )
      .finally(() => {
        this.#busy.delete(id);
        if (work.again) this.tend(id);
      });
  }

  async #carry(id: TransferId, isSwept: boolean): Promise<void> {
    this.#timers.get(id)?.();
    this.#timers.delete(id);
    let transfer = await this.#deps.transfers.find(id);
    if (transfer?.status === 'awaiting_customer') transfer = await this.#hear(transfer);
    if (transfer?.attemptAt) transfer = await this.#execute(transfer);
    if (!transfer) return;
    // What is under way has nothing to tidy, unless a node died between two steps: then the sweep finds it.
    if (isSwept || !underWay.includes(transfer.status)) await this.#tidy(id);
    if (transfer.attemptAt && this.#running) {
      const wait = transfer.attemptAt.getTime() - this.#deps.clock.now().getTime();
      // One that is due and held elsewhere is left to the sweep.
      if (wait > 0)
        this.#timers.set(
          id,
          this.#deps.clock.after(wait, () => this.tend(id)),
        );
    }
  }

  /** The customer's answer, if there is one by now, happens to the transfer. */
  async #hear(transfer: Transfer): Promise<Transfer | undefined> {
    const verification = await this.#deps.verifications.findOfTransfer(transfer.id);
    if (!verification || verification.transferHash !== transfer.hash) return transfer;
    const event = answerOf(verification);
    if (!event) return transfer;
    return (await apply(this.#deps, transfer.id, event, actor)) ?? this.#deps.transfers.find(transfer.id);
  }

  async #execute(transfer: Transfer): Promise<Transfer> {
    const { clock, transfers } = this.#deps;
    const now = clock.now();
    const lease = { node: this.node, until: new Date(now.getTime() + LEASE_MS) };
    const over = new Date(now.getTime() - CLOCK_SKEW_MS);
    const claimed = await transfers.claim(transfer.id, lease, now, over);
    return claimed ? execute(this.#deps, claimed, lease.until) : transfer;
  }

  /** What asks or allows something nobody wants any more comes to its end: requests are cancelled, tokens revoked. */
  async #tidy(id: TransferId): Promise<void> {
    // In this order: a request that is made meanwhile must not be judged by how the transfer was before it.
    const inUse = await this.#deps.verifications.listInUseOf(id);
    const transfer = inUse.length > 0 ? await this.#deps.transfers.find(id) : undefined;
    if (!transfer) return;
    for (const verification of inUse) {
      const isCurrent = verification.transferHash === transfer.hash && underWay.includes(transfer.status);
      if (isCurrent) continue;
      if (isOpen(verification)) {
        await applyToVerification(this.#deps, verification.id, { type: 'cancelled' }, actor);
      } else {
        const isUsed = transfer.status === 'executed' || transfer.status === 'failed';
        await endGrant(
          this.#deps,
          verification.id,
          isUsed ? 'transfer_settled' : 'transfer_withdrawn',
          actor,
        );
      }
    }
  }

  /** Looks for what is due. A database that is away is looked at again. */
  #look(): Promise<void> {
    return this.#sweep().catch((error: unknown) =>
      this.#deps.log.error({ err: error }, 'looking for transfers failed, trying again'),
    );
  }

  async #sweep(): Promise<void> {
    const now = this.#deps.clock.now();
    const over = new Date(now.getTime() - CLOCK_SKEW_MS);
    for (const id of await this.#deps.transfers.findDue(now, over, AT_ONCE)) this.tend(id, true);
  }

  #every(ms: number): () => void {
    const { clock } = this.#deps;
    let cancel = () => {};
    let stopped = false;
    const run = async () => {
      await this.#look();
      if (!stopped) cancel = clock.after(ms, run);
    };
    void run();
    return () => {
      stopped = true;
      cancel();
    };
  }
}
