import { SILENT_MS, type Topic, type TopicEvent } from '@/lib/web/events/view';
import { getJson } from './get-json';
import { Line } from './line';
import { Told } from './told';

/** Longer than the leading tab takes to answer. */
const ANSWER_MS = 1500;
/** How often tabs that went without a word are looked for. */
const SWEEP_MS = 10_000;

type Value = TopicEvent['value'];
type Listener = (value: Value) => void;

/** What the tabs of a browser tell each other. */
type Message =
  | { readonly kind: 'follow'; readonly tab: string; readonly topics: readonly Topic[] }
  | { readonly kind: 'bye'; readonly tab: string }
  | { readonly kind: 'lead' }
  /** `to`: for one tab alone, which has just begun to follow. */
  | { readonly kind: 'told'; readonly topic: Topic; readonly value: Value; readonly to?: string }
  | { readonly kind: 'lost'; readonly lost: boolean }
  | { readonly kind: 'refused' };

/** What of the browser it needs; left out in tests. */
interface Browser {
  readonly locks: Pick<LockManager, 'request' | 'query'> | undefined;
  readonly channel: () => BroadcastChannel;
}

const LOCK = 'countersign-line';
const tabLock = (tab: string) => `${LOCK}-${tab}`;

const thisBrowser: Browser = {
  // In secure contexts alone.
  locks: globalThis.navigator?.locks,
  channel: () => new BroadcastChannel(LOCK),
};

/**
 * One stream of events for all tabs of a browser, which opens six connections to one server over HTTP/1.1. Who holds a lock
 * leads: it follows what all tabs follow, and passes on what is told. When it goes, the next tab gets the lock. A tab that gets
 * no answer, or none any more, has a stream of its own.
 */
export class SharedLine {
  readonly #browser: Browser;
  readonly #tab = crypto.randomUUID();
  readonly #followed = new Map<Topic, { readonly listeners: Set<Listener>; last?: Told<Value> }>();
  readonly #onLost = new Set<() => void>();
  /** While this tab leads, or has nobody to follow. */
  #own: { readonly line: Line; readonly stops: Map<Topic, () => void> } | undefined;
  #leads = false;
  /** What each other tab follows through this one, and what is passed on to them. */
  readonly #others = new Map<string, readonly Topic[]>();
  readonly #relays = new Map<Topic, { stop: () => void; last?: Told<Value> }>();
  #channel: BroadcastChannel | undefined;
  #lost = false;
  #wait: ReturnType<typeof setTimeout> | undefined;
  #sweep: ReturnType<typeof setInterval> | undefined;
  #leave = new AbortController();

  constructor(browser = thisBrowser) {
    this.#browser = browser;
    this.#join();
  }

  get lost(): boolean {
    return this.#own ? this.#own.line.lost : this.#lost;
  }

  onLost(listener: () => void): () => void {
    this.#onLost.add(listener);
    return () => this.#onLost.delete(listener);
  }

  /** Tells `listener` what is known of the topic already, and all that comes. */
  follow(topic: Topic, listener: Listener): () => void {
    const followed: { listeners: Set<Listener>; last?: Told<Value> } = this.#followed.get(topic) ?? {
      listeners: new Set<Listener>(),
    };
    const isNew = !this.#followed.has(topic);
    this.#followed.set(topic, followed);
    followed.listeners.add(listener);
    const { last } = followed;
    if (last) queueMicrotask(() => followed.listeners.has(listener) && listener(last.value));
    if (isNew) this.#changed();
    return () => {
      followed.listeners.delete(listener);
      // Who comes back within a moment finds what was told.
      setTimeout(() => {
        if (followed.listeners.size > 0 || this.#followed.get(topic) !== followed) return;
        this.#followed.delete(topic);
        this.#changed();
      });
    };
  }

  /** The page is being left; the browser may keep it. */
  left(): void {
    this.#post({ kind: 'bye', tab: this.#tab });
    this.#leave.abort();
    this.#leads = false;
    clearInterval(this.#sweep);
    clearTimeout(this.#wait);
    this.#others.clear();
    this.#relays.clear();
    this.#dropOwn();
    this.#channel?.close();
    this.#channel = undefined;
  }

  /** The browser had kept the page. */
  cameBack(): void {
    if (!this.#channel && !this.#own) this.#join();
  }

  /** Whatever is open may be dead. */
  renew(): void {
    this.#own?.line.restored();
  }

  #join(): void {
    const { locks } = this.#browser;
    if (!locks) {
      this.#goAlone();
      return;
    }
    this.#leave = new AbortController();
    const { signal } = this.#leave;
    const held = () => new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
    const gone = () => {}; // The page was left before it was its turn.
    this.#channel = this.#browser.channel();
    this.#channel.addEventListener('message', ({ data }: MessageEvent<Message>) => this.#hear(data));
    locks.request(tabLock(this.#tab), { signal }, held).catch(gone);
    locks
      .request(LOCK, { signal }, () => {
        this.#lead();
        return held();
      })
      .catch(gone);
    this.#changed();
  }

  #lead(): void {
    clearTimeout(this.#wait);
    this.#leads = true;
    this.#goAlone();
    this.#post({ kind: 'lead' });
    this.#sweep = setInterval(() => void this.#sweepOthers(), SWEEP_MS);
  }

  /** Takes a stream of its own for what this tab follows. */
  #goAlone(): void {
    if (this.#own) return;
    const line = new Line();
    this.#own = { line, stops: new Map() };
    line.onLost(() => {
      this.#tellLost();
      if (this.#leads) this.#post({ kind: 'lost', lost: line.lost });
    });
    line.onRefused(() => this.#leads && this.#post({ kind: 'refused' }));
    this.#changed();
    this.#tellLost();
  }

  #dropOwn(): void {
    const own = this.#own;
    this.#own = undefined;
    own?.line.end();
  }

  #changed(): void {
    if (this.#own) {
      const { line, stops } = this.#own;
      for (const topic of this.#followed.keys()) {
        if (!stops.has(topic))
          stops.set(
            topic,
            line.follow(topic, (value) => this.#tell(topic, value)),
          );
      }
      for (const [topic, stop] of stops) {
        if (this.#followed.has(topic)) continue;
        stop();
        stops.delete(topic);
      }
      return;
    }
    const topics = [...this.#followed.keys()];
    this.#post({ kind: 'follow', tab: this.#tab, topics });
    this.#expect(ANSWER_MS);
  }

  /** Nobody answers within this time: whoever leads does not, or is frozen. */
  #expect(ms: number): void {
    clearTimeout(this.#wait);
    this.#wait = setTimeout(() => this.#goAlone(), ms);
  }

  #tell(topic: Topic, value: Value): void {
    const followed = this.#followed.get(topic);
    if (!followed) return;
    followed.last = new Told(value);
    for (const listener of followed.listeners) listener(value);
  }

  #hear(message: Message): void {
    switch (message.kind) {
      case 'follow':
        if (this.#leads) this.#followFor(message.tab, message.topics);
        break;
      case 'bye':
        if (this.#leads) this.#forget(message.tab);
        break;
      default:
        if (!this.#leads) this.#hearLeader(message);
    }
  }

  #hearLeader(message: Exclude<Message, { kind: 'follow' | 'bye' }>): void {
    // It was not there, or frozen: now it is.
    const isBack = this.#own !== undefined;
    if (isBack) this.#dropOwn();
    if (isBack || message.kind === 'lead') this.#changed();
    this.#expect(SILENT_MS);
    switch (message.kind) {
      case 'told':
        this.#setLost(false);
        if (message.to === undefined || message.to === this.#tab) this.#tell(message.topic, message.value);
        break;
      case 'lost':
        this.#setLost(message.lost);
        // It is there, and has nothing to tell until the desk is.
        if (message.lost) clearTimeout(this.#wait);
        break;
      case 'refused':
        // As its own line would: leaves for the sign-in page on a 401.
        void getJson('/api/calls').catch(() => {});
    }
  }

  #followFor(tab: string, topics: readonly Topic[]): void {
    this.#others.set(tab, topics);
    // What is known already; what is followed from now on tells of itself.
    for (const topic of topics) {
      const value = this.#relays.get(topic)?.last?.value;
      if (value !== undefined) this.#post({ kind: 'told', topic, value, to: tab });
    }
    this.#relay();
    this.#post({ kind: 'lost', lost: this.lost });
  }

  #forget(tab: string): void {
    if (this.#others.delete(tab)) this.#relay();
  }

  /** Follows once what other tabs follow, however many of them. */
  #relay(): void {
    const line = this.#own?.line;
    if (!line) return;
    const wanted = new Set([...this.#others.values()].flat());
    for (const topic of wanted) {
      if (this.#relays.has(topic)) continue;
      const relay: { stop: () => void; last?: Told<Value> } = { stop: () => {} };
      this.#relays.set(topic, relay);
      relay.stop = line.follow(topic, (value) => {
        relay.last = new Told(value);
        this.#post({ kind: 'told', topic, value });
      });
    }
    for (const [topic, { stop }] of this.#relays) {
      if (wanted.has(topic)) continue;
      stop();
      this.#relays.delete(topic);
    }
  }

  async #sweepOthers(): Promise<void> {
    const { held = [] } = (await this.#browser.locks?.query().catch(() => undefined)) ?? {};
    const names = new Set(held.map(({ name }) => name));
    if (!names.has(tabLock(this.#tab))) return;
    for (const tab of [...this.#others.keys()]) if (!names.has(tabLock(tab))) this.#forget(tab);
  }

  #post(message: Message): void {
    this.#channel?.postMessage(message);
  }

  #setLost(lost: boolean): void {
    if (this.#lost === lost) return;
    this.#lost = lost;
    this.#tellLost();
  }

  #tellLost(): void {
    for (const listener of this.#onLost) listener();
  }
}
