import { type Actor, keeper } from '../actor';
import type { Clock } from '../clock';
import type { Logger } from '../log';
import { GENESIS } from './chain';
import type { ChainStore, ProofStore } from './chain-store';
import type { AuditLog } from './entry';
import type { AuditKeys } from './keys';
import { type Sealer, TrailAlteredError } from './sealer';
import type { Trail } from './trail';
import { verifySettled } from './verify-settled';
import type { Proof } from './view';

export interface ProveDeps {
  readonly chain: Pick<ChainStore, 'trail'>;
  readonly proofs: ProofStore;
  readonly sealer: Pick<Sealer, 'seal'>;
  readonly keys: Pick<AuditKeys, 'verifying'>;
  /** Checkpoints kept outside of the database, JWS each. */
  readonly keptCheckpoints: () => Promise<readonly string[]>;
  readonly audit: AuditLog;
  readonly clock: Clock;
  readonly log: Logger;
}

const PROGRESS_MS = 500;
/** A proof that has told of no progress for so long died with its node. */
const STALE_MS = 60_000;
/** Older checkpoints are covered by newer ones; all of a long life would only cost time. */
const MOST_KEPT = 1000;

/** A proof that has begun: `ended` settles when it has come to its end. */
interface Begun {
  readonly ended: Promise<Proof>;
}

/**
 * Begins to prove the whole trail in this process. That it was done and what came of it is recorded.
 *
 * @returns undefined when a proof is running already
 */
export async function beginProof(
  deps: ProveDeps,
  actor: Actor,
  signal?: AbortSignal,
): Promise<Begun | undefined> {
  const startedAt = deps.clock.now();
  const stale = new Date(startedAt.getTime() - STALE_MS);
  const id = await deps.proofs.begin(startedAt, actor.name, stale);
  return id === undefined ? undefined : { ended: run(deps, actor, id, signal) };
}

async function run(deps: ProveDeps, actor: Actor, id: number, signal?: AbortSignal): Promise<Proof> {
  const { chain, proofs, clock, log } = deps;
  let records = 0;
  try {
    let total: number | null = null;
    let told = clock.now().getTime();
    const open = async (): Promise<Trail> => {
      const trail = await chain.trail({ position: 0, hash: GENESIS });
      total = trail.total;
      return trail;
    };
    const options = {
      keys: deps.keys.verifying,
      kept: (await deps.keptCheckpoints()).slice(-MOST_KEPT),
      ...(signal ? { signal } : {}),
      onProgress(done: number) {
        records = done;
        const now = clock.now();
        if (now.getTime() - told < PROGRESS_MS) return;
        told = now.getTime();
        proofs.progress(id, done, total ?? done, now).catch(() => {});
      },
    };
    const proof = await verifySettled(open, options, () =>
      // An altered trail takes no more records, and is judged as it is.
      deps.sealer.seal().catch((error: unknown) => {
        if (!(error instanceof TrailAlteredError)) throw error;
      }),
    );
    const state = proof.sound ? 'sound' : 'unsound';
    const first = proof.findings[0]?.says;
    await deps.audit.append({
      at: clock.now(),
      actor,
      action: 'audit.proved',
      details: { outcome: state, records: proof.records, ...(first ? { first_finding: first } : {}) },
    });
    await proofs.end(id, clock.now(), { state, records: proof.records, findings: proof.findings });
    if (!proof.sound) log.error({ findings: proof.findings }, 'the audit trail does not hold');
    return proof;
  } catch (error) {
    await proofs.end(id, clock.now(), { state: 'broken_off', records, findings: [] }).catch(() => {});
    throw error;
  }
}

/** Proves the trail once a day, on whichever node is first. */
export class Prover {
  readonly #deps: ProveDeps;
  readonly #abort = new AbortController();
  #cancel = () => {};
  #working: Promise<unknown> | undefined;
  #asked: Promise<unknown> | undefined;

  constructor(deps: ProveDeps) {
    this.#deps = deps;
  }

  start(): void {
    this.#schedule(FIRST_LOOK_MS);
  }

  /** Begins a proof now, unless one is running, and does not wait for its end. */
  async begin(actor: Actor): Promise<void> {
    const begun = await beginProof(this.#deps, actor, this.#abort.signal);
    if (begun) this.#asked = begun.ended.catch((error: unknown) => this.#tell(error));
  }

  async stop(): Promise<void> {
    this.#cancel();
    this.#abort.abort(new Error('the desk is being stopped'));
    await Promise.all([this.#working, this.#asked]);
  }

  #schedule(ms: number): void {
    if (this.#abort.signal.aborted) return;
    this.#cancel = this.#deps.clock.after(ms, () => {
      this.#working = this.#look().finally(() => this.#schedule(LOOK_MS));
    });
  }

  async #look(): Promise<void> {
    try {
      const last = await this.#deps.proofs.last();
      const due = !last || this.#deps.clock.now().getTime() - Date.parse(last.startedAt) >= DAY_MS;
      if (due) await (await beginProof(this.#deps, keeper, this.#abort.signal))?.ended;
    } catch (error) {
      this.#tell(error);
    }
  }

  #tell(error: unknown): void {
    if (!this.#abort.signal.aborted) {
      this.#deps.log.error({ err: error }, 'the audit trail could not be proved');
    }
  }
}

/** Not while the desk has just been started and everybody signs in. */
const FIRST_LOOK_MS = 5 * 60_000;
const LOOK_MS = 60 * 60_000;
const DAY_MS = 24 * 60 * 60_000;
