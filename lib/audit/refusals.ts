import type { StaffActor, Stranger } from '../actor';
import type { Clock } from '../clock';
import type { Logger } from '../log';
import type { AuditEntry, AuditLog } from './entry';

/** How long repeats are only counted. */
export const WINDOW_MS = 5 * 60_000;
/** Kinds told apart for one caller and window; what comes on top is one kind more, without particulars. */
export const MOST_KINDS = { staff: 10, stranger: 5 } as const;
/** Addresses told apart in one window; what comes on top is nobody in particular. */
export const MOST_STRANGERS = 20;

/** Something tried that was not allowed. The details are words of ours and never what was sent. */
export interface RefusedAttempt extends Pick<AuditEntry, 'verificationId' | 'transferId' | 'customerId'> {
  readonly action:
    | 'security.refused'
    | 'security.forged'
    | 'staff.sign_in_failed'
    | 'transfer.attempt_refused'
    | 'sensitive_data.refused';
  readonly actor: StaffActor | Stranger;
  readonly details: Readonly<Record<string, string>>;
}

export interface RefusalsDeps {
  readonly audit: AuditLog;
  readonly clock: Clock;
  readonly log: Logger;
}

interface Kind {
  readonly attempt: RefusedAttempt;
  /** Happened and not recorded yet, and since when. */
  times: number;
  since: Date;
}

interface Caller {
  readonly kinds: Map<string, Kind>;
  /** Calls the end of the window off. */
  callOff: () => void;
}

/**
 * Records refusals so that nobody can flood the trail with them. The first of a kind (who, what, why) is recorded at
 * once, its repeats within five minutes are counted and recorded as one when these are over: the `times` of all records
 * together are how often it happened. Each node counts for itself.
 *
 * Nobody waits for it: how long an answer takes must not tell what was recorded, and a refusal stays one when nothing
 * can be.
 */
export class Refusals {
  readonly #deps: RefusalsDeps;
  readonly #callers = new Map<string, Caller>();
  readonly #writing = new Set<Promise<void>>();

  constructor(deps: RefusalsDeps) {
    this.#deps = deps;
  }

  refused(attempt: RefusedAttempt): void {
    const actor = this.#toldApart(attempt.actor);
    const { kinds } = this.#callerOf(keyOf(actor));
    const name = nameOf({ ...attempt, actor });
    const isFull = kinds.size >= MOST_KINDS[actor.kind] && !kinds.has(name);
    const kind = kinds.get(isFull ? REST : name);
    const since = this.#deps.clock.now();
    if (kind) {
      if (kind.times++ === 0) kind.since = since;
      return;
    }
    const first = isFull
      ? { action: 'security.refused' as const, actor, details: various }
      : { ...attempt, actor };
    const begun = { attempt: first, times: 1, since };
    kinds.set(isFull ? REST : name, begun);
    this.#record(begun);
  }

  /** Records what was only counted so far, and waits until it is. */
  async stop(): Promise<void> {
    for (const { kinds, callOff } of this.#callers.values()) {
      callOff();
      for (const kind of kinds.values()) this.#record(kind);
    }
    this.#callers.clear();
    await Promise.all(this.#writing);
  }

  /** Strangers are told apart by address, as long as they are few. */
  #toldApart(actor: StaffActor | Stranger): StaffActor | Stranger {
    if (actor.kind === 'staff' || this.#callers.has(keyOf(actor))) return actor;
    const strangers = [...this.#callers.keys()].filter((key) => key.startsWith(STRANGER)).length;
    return strangers < MOST_STRANGERS ? actor : { kind: 'stranger' };
  }

  #callerOf(key: string): Caller {
    const known = this.#callers.get(key);
    if (known) return known;
    const caller: Caller = { kinds: new Map(), callOff: () => {} };
    this.#callers.set(key, caller);
    this.#openWindow(key, caller);
    return caller;
  }

  #openWindow(key: string, caller: Caller): void {
    caller.callOff = this.#deps.clock.after(WINDOW_MS, () => void this.#closeWindow(key, caller));
  }

  async #closeWindow(key: string, caller: Caller): Promise<void> {
    const { kinds } = caller;
    await Promise.all([...kinds.values()].map((kind) => this.#record(kind)));
    // What could not be recorded, or came meanwhile, is for the next window.
    for (const [name, kind] of kinds) if (kind.times === 0) kinds.delete(name);
    if (kinds.size > 0) this.#openWindow(key, caller);
    else this.#callers.delete(key);
  }

  /** Never fails: what cannot be recorded stays counted, and is in the log. */
  #record(kind: Kind): Promise<void> {
    const { times, since, attempt } = kind;
    if (times === 0) return Promise.resolve();
    kind.times = 0;
    const writing = this.#append(attempt, times, since)
      .catch((error: unknown) => {
        kind.times += times;
        kind.since = since;
        const about = { class: 'security', event: attempt.action, times };
        this.#deps.log.error({ ...about, err: error }, 'a refusal could not be recorded');
      })
      .finally(() => this.#writing.delete(writing));
    this.#writing.add(writing);
    return writing;
  }

  async #append({ details, ...attempt }: RefusedAttempt, times: number, since: Date): Promise<void> {
    const at = this.#deps.clock.now();
    const counted = times === 1 ? { times } : { times, since: since.toISOString() };
    await this.#deps.audit.append({ ...attempt, at, details: { ...details, ...counted } });
  }
}

const STRANGER = 'stranger ';
const REST = 'various';
const various = { attempt: 'various', why: 'various' };

function keyOf(actor: StaffActor | Stranger): string {
  return actor.kind === 'staff' ? `staff ${actor.subject}` : `${STRANGER}${actor.address ?? ''}`;
}

/** What makes a kind: who and from where, what and about what, why. */
function nameOf({ actor, action, verificationId, transferId, customerId, details }: RefusedAttempt): string {
  const about = [verificationId, transferId, customerId].map((id) => id ?? null);
  return JSON.stringify([keyOf(actor), actor.address ?? null, action, ...about, Object.entries(details)]);
}
