import {
  emptyForm,
  type FormReading,
  type TransferField,
  type TransferForm,
  type TransferView,
} from '@/lib/transfers/view';
import { getJson, problemOf } from '../web/get-json';

/** A pause in typing this long saves. */
const PAUSE_MS = 300;
const RETRY_MS = 3000;

const PATH = '/api/transfers/draft';

/** What the server keeps of a draft, and how it was understood. */
export interface Saved {
  readonly transfer: TransferView;
  readonly reading: FormReading;
}

type MaybeSaved = Saved | { readonly transfer: null; readonly reading: null };

export type SaveState =
  | { readonly kind: 'untouched' | 'saving' | 'saved' }
  | { readonly kind: 'problem'; readonly message: string }
  /** Another tab was faster: people decide which of the two stays. */
  | { readonly kind: 'conflict' }
  /** It is no draft any more: it was sent or cancelled elsewhere. */
  | { readonly kind: 'gone'; readonly id: string };

export interface DraftSnapshot {
  readonly form: TransferForm;
  readonly state: SaveState;
  readonly saved: Saved | null;
}

/**
 * Keeps a draft on the server while it is typed: one request at a time, always the newest text. Lives outside of
 * React, so that what was typed last is sent also after its form has left the screen.
 */
export class DraftSaver {
  readonly #customerId: string;
  /** A draft that was opened again is found by its id, a new one by its customer. */
  readonly #reopened: string | null;
  readonly #listeners = new Set<() => void>();
  #snapshot: DraftSnapshot;
  #dirty = false;
  #running: Promise<void> | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #closed = false;

  constructor(customerId: string, reopened: string | null, saved: Saved | null) {
    this.#customerId = customerId;
    this.#reopened = reopened;
    this.#snapshot = {
      form: saved?.transfer.form ?? emptyForm,
      state: { kind: saved ? 'saved' : 'untouched' },
      saved,
    };
  }

  readonly snapshot = (): DraftSnapshot => this.#snapshot;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  change(form: TransferForm): void {
    if (same(form, this.#snapshot.form)) return;
    this.#dirty = true;
    const stuck = this.#isStuck();
    this.#set({ form, ...(stuck ? {} : { state: { kind: 'saving' } }) });
    clearTimeout(this.#timer);
    if (!stuck) this.#timer = setTimeout(() => void this.flush(), PAUSE_MS);
  }

  /** Saves now what was typed, and waits until it is. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    if (this.#dirty && !this.#isStuck())
      this.#running ??= this.#run().finally(() => (this.#running = undefined));
    return this.#running ?? Promise.resolve();
  }

  /** The page is about to go: what is sent now arrives without it. */
  leave(): void {
    if (!this.#dirty || this.#isStuck() || this.isAtRisk()) return;
    // A save under way arrives first, and makes one version more of it.
    const ahead = this.#running ? 1 : 0;
    this.#dirty = false;
    void this.#put(ahead).catch(() => {});
  }

  /** Whether something typed would be lost if the page went now. */
  isAtRisk(): boolean {
    if (!this.#dirty || this.#closed) return false;
    const { saved, state } = this.#snapshot;
    return state.kind === 'problem' || state.kind === 'conflict' || (this.#running !== undefined && !saved);
  }

  /** Takes what another tab has saved, unless something typed here stands in its way. */
  async refresh(): Promise<void> {
    if (this.#dirty || this.#running || this.#isStuck()) return;
    const found = await this.#find().catch(() => undefined);
    if (!found || this.#dirty || this.#running || this.#isStuck()) return;
    const known = this.#snapshot.saved?.transfer;
    if (found.transfer?.id !== known?.id || (found.transfer?.version ?? 0) > (known?.version ?? 0)) {
      this.#adopt(found);
    }
  }

  /** The other tab's text instead of what stands here. */
  async takeTheirs(): Promise<void> {
    await this.#resolve((found) => this.#adopt(found));
  }

  /** What stands here instead of the other tab's text. */
  async keepOurs(): Promise<void> {
    await this.#resolve((found) => {
      const { form } = this.#snapshot;
      this.#adopt(found);
      if (found.transfer) this.change(form);
    });
    await this.flush();
  }

  /** It was sent: nothing more is saved, and that it is no draft any more is no news. */
  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
  }

  async #resolve(use: (found: MaybeSaved) => void): Promise<void> {
    try {
      const found = await this.#find();
      this.#dirty = false;
      use(found);
    } catch (error) {
      this.#set({ state: { kind: 'problem', message: problemOf(error).message } });
    }
  }

  async #run(): Promise<void> {
    while (this.#dirty && !this.#isStuck()) {
      this.#dirty = false;
      const sent = this.#snapshot.form;
      try {
        this.#accept(await this.#put(0), sent);
      } catch (error) {
        this.#dirty = true;
        await this.#failed(error);
        return;
      }
    }
  }

  #accept(saved: Saved, sent: TransferForm): void {
    // Begun in two tabs at once: the answer is the draft of the faster one.
    if (!same(saved.transfer.form, sent)) {
      this.#dirty = true;
      this.#set({ state: { kind: 'conflict' } });
      return;
    }
    this.#set({ saved, state: { kind: this.#dirty ? 'saving' : 'saved' } });
  }

  async #failed(error: unknown): Promise<void> {
    const { code, message } = problemOf(error);
    if (code !== 'conflict') {
      this.#set({ state: { kind: 'problem', message } });
      if (code === 'unavailable' || code === 'internal' || code === 'rate_limited') {
        clearTimeout(this.#timer);
        this.#timer = setTimeout(() => void this.flush(), RETRY_MS);
      }
      return;
    }
    const found = await this.#find().catch(() => undefined);
    const { saved } = this.#snapshot;
    if (found && saved && found.transfer?.id !== saved.transfer.id) {
      this.#set({ state: { kind: 'gone', id: saved.transfer.id } });
    } else this.#set({ state: { kind: 'conflict' } });
  }

  #adopt(found: MaybeSaved): void {
    const { saved } = this.#snapshot;
    if (found.transfer) {
      this.#set({ form: found.transfer.form, saved: found, state: { kind: 'saved' } });
    } else if (saved) this.#set({ state: { kind: 'gone', id: saved.transfer.id } });
  }

  async #find(): Promise<MaybeSaved> {
    const query = this.#reopened ? { id: this.#reopened } : { customer: this.#customerId };
    try {
      return await getJson<MaybeSaved>(`${PATH}?${new URLSearchParams(query)}`, { cache: 'no-store' });
    } catch (error) {
      if (problemOf(error).code === 'conflict') return { transfer: null, reading: null };
      throw error;
    }
  }

  #put(ahead: number): Promise<Saved> {
    const { form, saved } = this.#snapshot;
    const { id = null, version = null } = saved?.transfer ?? {};
    return getJson<Saved>(PATH, {
      method: 'PUT',
      // Arrives also when the page goes while it is under way.
      keepalive: true,
      body: JSON.stringify({
        customerId: this.#customerId,
        id,
        version: version === null ? null : version + ahead,
        form,
      }),
    });
  }

  #isStuck(): boolean {
    const { kind } = this.#snapshot.state;
    return this.#closed || kind === 'conflict' || kind === 'gone';
  }

  #set(change: Partial<DraftSnapshot>): void {
    this.#snapshot = { ...this.#snapshot, ...change };
    for (const listener of this.#listeners) listener();
  }
}

function same(a: TransferForm, b: TransferForm): boolean {
  return (Object.keys(emptyForm) as TransferField[]).every((field) => a[field] === b[field]); // emptyForm has them all
}
