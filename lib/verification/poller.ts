import { randomBytes } from 'node:crypto';
import { poller as pollerActor } from '../actor';
import type { CibaClient } from '../ciba/client';
import type { Clock } from '../clock';
import type { Logger } from '../log';
import { apply } from './apply';
import { expectationOf } from './expectation';
import type { Notifications } from './notifications';
import { settle } from './outcome';
import { firstSchedule, nextSchedule, pingedSchedule, type Schedule } from './schedule';
import type { Lease, LeasedWork, VerificationStore } from './store';
import { sweep } from './sweep';
import type { Verification, VerificationId } from './verification';

export interface PollerDeps {
  readonly verifications: VerificationStore;
  readonly notifications: Notifications;
  readonly ciba: CibaClient;
  readonly clock: Clock;
  readonly log: Logger;
  /** 0..1 */
  readonly random?: () => number;
}

/** How long a node may be silent before others take over its work. Token requests end with it. */
const LEASE_MS = 15_000;
const RENEW_MS = 5_000;
/** How often a renewal that failed is repeated, and work looked at that waits for it. */
const AGAIN_MS = 1_000;
/** How often work without a lease is looked for. */
const SWEEP_MS = 2_000;
const CLAIM_AT_ONCE = 200;
/** Nodes' clocks may differ: a lease counts as over only when it is by any of them. */
const CLOCK_SKEW_MS = 2_000;
/** How long work whose lease ran out is left alone after the database was away: its node may be about to store what it heard. */
const LEFT_ALONE_MS = 5_000;
/** How long after its deadline a verification's last token request may still be answered. */
const LATE_MS = 5_000;
/** How long a stopping node waits for answers that are on their way. */
const STOP_MS = 5_000;

interface Work extends LeasedWork {
  verification: Verification;
  schedule: Schedule;
  /** A token request is being sent or its answer recorded. */
  busy: boolean;
  /** When it may be ended for want of an answer: whoever asked before may have one, and be about to store it. */
  readonly endsAt: number;
  /** Calls off the timer of the next turn. */
  disarm: () => void;
}

/**
 * Asks the OP about every pending verification this node holds the lease on, when `schedule` says so.
 * It keeps time and talks; what an answer means is decided in `outcome` and `state`. The database is
 * written only when something changed.
 */
export class Poller {
  readonly node = randomBytes(9).toString('base64url');
  readonly #deps: PollerDeps;
  readonly #work = new Map<VerificationId, Work>();
  readonly #requests = new Set<VerificationId>();
  /** Token requests without an answer, or whose answer is not recorded yet: nobody asks a second time meanwhile. */
  readonly #inFlight = new Map<VerificationId, AbortController>();
  /** Everything a stop has to wait for: OP calls and the recording of what they brought. */
  readonly #underWay = new Set<Promise<unknown>>();
  readonly #stops: (() => void)[] = [];
  #running = false;
  #leasedUntil = 0;
  /** Whether the last renewal of leases was stored. What could not be stored is not asked for. */
  #isStoring = true;
  /** Since when it has been. Epoch milliseconds */
  #storingSince = 0;
  #unguard = () => {};

  constructor(deps: PollerDeps) {
    this.#deps = deps;
  }

  /** A lease of this node from now on, to insert new work with. */
  lease(): Lease {
    return { node: this.node, until: new Date(this.#deps.clock.now().getTime() + LEASE_MS) };
  }

  /** @param afterOutage the database is only just back */
  start(afterOutage = false): void {
    this.#running = true;
    this.#storingSince = afterOutage ? this.#deps.clock.now().getTime() : 0;
    this.#guard(this.lease());
    this.#stops.push(
      this.#every(RENEW_MS, () => this.#renew(), AGAIN_MS),
      this.#every(SWEEP_MS, () => this.#sweep()),
      this.#deps.notifications.onAny((id) => this.#onChange(id)),
      () => this.#unguard(),
    );
  }

  /** Stops asking, hears out what is under way, and gives the leases back. */
  async stop(): Promise<void> {
    this.#running = false;
    for (const stop of this.#stops.splice(0)) stop();
    for (const id of [...this.#work.keys()]) this.#drop(id);
    const { clock } = this.#deps;
    const impatience = clock.after(STOP_MS, () => this.#abortAll());
    // What cannot be aborted (a request being sent) is left to be found interrupted.
    const enough = new Promise<void>((resolve) => clock.after(STOP_MS + 1_000, resolve));
    await Promise.race([Promise.allSettled(this.#underWay), enough]);
    impatience();
    const unstored = [...this.#inFlight.keys()];
    if (unstored.length > 0)
      this.#deps.log.error({ verifications: unstored }, 'stopped with answers of the OP that are not stored');
    await this.#deps.verifications.release(this.node);
  }

  /** Keeps the lease on a request for as long as its OP call runs: nobody may take it for interrupted. */
  async hold<T>(id: VerificationId, call: Promise<T>): Promise<T> {
    this.#requests.add(id);
    try {
      return await this.#untilStop(call);
    } finally {
      this.#requests.delete(id);
    }
  }

  /**
   * Takes on work whose lease this node already holds.
   *
   * @param neverAsked so that a ping may be followed at once, also one that was quicker than us
   */
  adopt(work: LeasedWork, neverAsked = false): void {
    const { verification } = work;
    if (!this.#running || this.#work.has(verification.id)) return;
    const now = this.#deps.clock.now().getTime();
    const { delivery, intervalSeconds, expiresAt } = verification;
    const schedule = firstSchedule(delivery, intervalSeconds, expiresAt.getTime(), now, neverAsked);
    const endsAt = Math.max(expiresAt.getTime(), neverAsked ? 0 : now + intervalSeconds * 1000);
    const adopted: Work = { ...work, schedule, endsAt, busy: false, disarm: () => {} };
    this.#work.set(verification.id, adopted);
    this.#hear(adopted, verification);
    this.#arm(adopted);
    // A ping may have come after the row was read and before anybody here listened for it.
    if (adopted.schedule.delivery === 'ping') void this.#untilStop(this.#recheck(adopted));
  }

  /** @param notBefore epoch milliseconds */
  #arm(work: Work, notBefore = 0): void {
    const { clock } = this.#deps;
    const now = clock.now().getTime();
    const { schedule, verification, endsAt } = work;
    // What is due once nobody may ask any more only waits for its end.
    const dueAt = schedule.dueAt < verification.expiresAt.getTime() ? schedule.dueAt : endsAt;
    const wakeAt = Math.max(Math.min(dueAt, endsAt), notBefore, this.#isStoring ? 0 : now + AGAIN_MS);
    work.busy = false;
    work.disarm();
    work.disarm = clock.after(wakeAt - now, () => {
      work.busy = true;
      this.#untilStop(this.#turn(work)).catch((error: unknown) => {
        this.#deps.log.error(
          { err: error, verification: work.verification.id },
          'polling failed, trying again',
        );
        this.#postpone(work);
      });
    });
  }

  async #untilStop<T>(task: Promise<T>): Promise<T> {
    this.#underWay.add(task);
    try {
      return await task;
    } finally {
      this.#underWay.delete(task);
    }
  }

  async #turn(work: Work): Promise<void> {
    const { clock, ciba, random = Math.random } = this.#deps;
    const { verification, authReqId, schedule } = work;
    const { id } = verification;

    const sentAt = clock.now();
    // It is still ours when the database is back, unless another was faster.
    if (!this.#isStoring) return this.#arm(work);
    // Without a lease another node may be asking already: two must never poll one auth_req_id, nor may one end
    // what the other has an answer to.
    if (sentAt.getTime() >= this.#leasedUntil) return this.#drop(id);
    // A request of ours may still be open, or its answer not stored, after a lease was lost and won again.
    if (this.#inFlight.has(id))
      return this.#arm(work, sentAt.getTime() + verification.intervalSeconds * 1000);
    if (authReqId === undefined) {
      await apply(
        this.#deps,
        id,
        { type: 'failed', reason: 'op_error', detail: 'secrets unreadable' },
        pollerActor,
      );
      return this.#drop(id);
    }
    if (sentAt.getTime() >= work.endsAt) {
      await apply(this.#deps, id, { type: 'deadline_passed' }, pollerActor);
      return this.#drop(id);
    }
    // The clock may have been set back meanwhile.
    if (sentAt.getTime() < schedule.dueAt || sentAt >= verification.expiresAt) return this.#arm(work);

    const abort = new AbortController();
    this.#inFlight.set(id, abort);
    let leftAt = sentAt;
    const onSent = () => {
      leftAt = clock.now();
    };
    const untilDeadline = verification.expiresAt.getTime() - sentAt.getTime();
    const stopWaiting = clock.after(untilDeadline, () => this.#untilStop(this.#overtaken(id)));
    try {
      const outcome = await ciba
        .pollOnce(authReqId, expectationOf(verification), abort.signal, onSent)
        .finally(stopWaiting);
      const now = clock.now().getTime();
      work.schedule = nextSchedule(work.schedule, outcome, leftAt.getTime(), now, random());
      const after = await settle(this.#deps, verification, outcome, work.schedule);
      if (after?.status !== 'pending') return this.#drop(id);
      this.#hear(work, after);
    } finally {
      this.#inFlight.delete(id);
    }
    if (this.#work.get(id) === work) this.#arm(work);
  }

  /**
   * The deadline came while an OP holds a token request open. Nobody waits any longer; what may still come
   * within a moment is too late, but is there to be revoked.
   */
  async #overtaken(id: VerificationId): Promise<void> {
    const { clock, log } = this.#deps;
    clock.after(LATE_MS, () => this.#inFlight.get(id)?.abort());
    await apply(this.#deps, id, { type: 'deadline_passed' }, pollerActor).catch((error: unknown) =>
      log.error({ err: error, verification: id }, 'could not be ended at its deadline'),
    );
  }

  #abortAll(): void {
    for (const abort of this.#inFlight.values()) abort.abort();
  }

  /** No token request outlives the lease: when it is not renewed in time, others may ask. */
  #guard(lease: Lease): void {
    this.#unguard();
    this.#leasedUntil = lease.until.getTime();
    const { clock } = this.#deps;
    this.#unguard = clock.after(this.#leasedUntil - clock.now().getTime(), () => this.#abortAll());
  }

  #postpone(work: Work): void {
    if (this.#work.get(work.verification.id) !== work) return;
    const now = this.#deps.clock.now().getTime();
    const next = now + work.schedule.interval * 1000;
    work.schedule = { ...work.schedule, dueAt: next };
    // Also an end that could not be stored is not tried at once again.
    this.#arm(work, next);
  }

  #drop(id: VerificationId): void {
    this.#work.get(id)?.disarm();
    this.#work.delete(id);
  }

  async #renew(): Promise<void> {
    const lease = this.lease();
    const mine = [...this.#work.keys(), ...this.#requests];
    try {
      const held = await this.#deps.verifications.renew(lease, mine);
      this.#keepHeld(mine, new Set(held), lease);
    } catch (error) {
      this.#isStoring = false;
      throw error;
    }
  }

  #keepHeld(mine: readonly VerificationId[], held: ReadonlySet<VerificationId>, lease: Lease): void {
    this.#guard(lease);
    // Ended or taken by somebody else in the meantime. What is in flight settles by itself.
    for (const id of mine) if (!held.has(id)) this.#drop(id);
    if (this.#isStoring) return;
    this.#isStoring = true;
    this.#storingSince = this.#deps.clock.now().getTime();
    // Pings were turned away meanwhile.
    for (const work of this.#work.values()) {
      if (work.schedule.delivery !== 'ping' || work.busy) continue;
      work.schedule = { ...work.schedule, dueAt: Math.max(this.#storingSince, work.schedule.earliest) };
      this.#arm(work);
    }
  }

  async #sweep(): Promise<void> {
    const now = this.#deps.clock.now().getTime();
    const over = new Date(now - CLOCK_SKEW_MS);
    // When the database was away from all of us, the node that asked may be about to store what it heard.
    const isSure = this.#isStoring && now - this.#storingSince >= LEFT_ALONE_MS;
    await sweep(this.#deps, over, isSure);
    if (!isSure) return;
    const found = await this.#deps.verifications.claim(this.lease(), over, CLAIM_AT_ONCE);
    for (const work of found) {
      // What we still hold of it dates from a lease that ran out; somebody else may have asked since.
      this.#drop(work.verification.id);
      this.adopt(work);
    }
  }

  /** Something changed elsewhere: it may have ended, or the OP may have called. */
  #onChange(id: string | undefined): void {
    if (id !== undefined) {
      const work = this.#work.get(id as VerificationId); // a key to look up, no more
      if (work) void this.#recheck(work);
      return;
    }
    // Anything may have changed while the line to the database was down. A ping would be missed for long.
    for (const work of this.#work.values()) if (work.schedule.delivery === 'ping') void this.#recheck(work);
  }

  async #recheck(work: Work): Promise<void> {
    const { id } = work.verification;
    try {
      const stored = await this.#deps.verifications.find(id);
      if (this.#work.get(id) !== work) return;
      if (stored?.status !== 'pending') this.#drop(id);
      else if (this.#hear(work, stored) && !work.busy) this.#arm(work);
    } catch (error) {
      // The next renewal notices too.
      this.#deps.log.warn({ err: error, verification: id }, 'could not re-read a verification');
    }
  }

  /** Takes in the verification as it is by now. True when it says that the OP has called, which was not known here. */
  #hear(work: Work, verification: Verification): boolean {
    if (verification.version >= work.verification.version) work.verification = verification;
    if (!verification.pingedAt || work.schedule.delivery !== 'ping') return false;
    work.schedule = pingedSchedule(work.schedule, this.#deps.clock.now().getTime());
    return true;
  }

  /** Repeats a task, the next time counted from the end of the last. A failure is logged and tried again. */
  #every(ms: number, task: () => Promise<void>, againMs = ms): () => void {
    const { clock, log } = this.#deps;
    let cancel = () => {};
    let stopped = false;
    const run = async () => {
      const isDone = await this.#untilStop(task()).then(
        () => true,
        (error: unknown) => {
          log.error({ err: error }, 'background work failed, trying again');
          return false;
        },
      );
      if (!stopped) cancel = clock.after(isDone ? ms : againMs, run);
    };
    void run();
    return () => {
      stopped = true;
      cancel();
    };
  }
}
