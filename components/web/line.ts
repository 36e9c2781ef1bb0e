import {
  type DeskNow,
  eventsHref,
  SILENT_MS,
  type Topic,
  type TopicEvent,
  topicKinds,
} from '@/lib/web/events/view';
import { getJson } from './get-json';
import { Told } from './told';

/** Shorter breaks are not worth a word: the browser is back before anybody has read it. */
const WORTH_TELLING_MS = 1500;
/** A page that goes and the next one that comes change what is followed in two steps. */
const SETTLE_MS = 20;

/** Longer than opening a stream takes. Where other tabs hold all connections to the server it would wait for ever. */
const STUCK_MS = 5000;

/** A refusal costs little, and whoever waits is on the phone. */
const REOPEN_MS = 2000;
const LONGEST_REOPEN_MS = 4000;

type Value = TopicEvent['value'];
type Listener = (value: Value) => void;

interface Followed {
  readonly listeners: Set<Listener>;
  /** What was told last. */
  last?: Told<Value>;
}

/**
 * One stream of events, which tells of everything that is followed. Who follows something else gets a new stream; the old one goes on until that is
 * open.
 *
 * The browser reconnects by itself after a dropped line, but gives up for good on an HTTP error (a restart
 * behind a proxy, an ended session): then we ask why and open anew.
 */
export class Line {
  readonly #followed = new Map<Topic, Followed>();
  readonly #onLost = new Set<() => void>();
  #onRefused = () => {};
  /** What is open, and what is being opened in its place. */
  #current: EventSource | undefined;
  #next: EventSource | undefined;
  /** The topics of the stream that was opened last. */
  #href = '';
  #lost = false;
  #failures = 0;
  #settle: ReturnType<typeof setTimeout> | undefined;
  #reopen: ReturnType<typeof setTimeout> | undefined;
  #tell: ReturnType<typeof setTimeout> | undefined;
  #stuck: ReturnType<typeof setTimeout> | undefined;
  #silent: ReturnType<typeof setTimeout> | undefined;

  /** The line has been down for longer than is worth a word. */
  get lost(): boolean {
    return this.#lost;
  }

  onLost(listener: () => void): () => void {
    this.#onLost.add(listener);
    return () => this.#onLost.delete(listener);
  }

  /** The server answered a stream with an error: the session may be over. */
  onRefused(listener: () => void): void {
    this.#onRefused = listener;
  }

  /** Tells `listener` what is known of the topic already, and all that comes. */
  follow(topic: Topic, listener: Listener): () => void {
    const { listeners, last } = this.#followed.get(topic) ?? this.#begin(topic);
    listeners.add(listener);
    if (last) queueMicrotask(() => listeners.has(listener) && listener(last.value));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) this.#changed();
    };
  }

  /** Whatever is open may be dead: the page comes back from the back/forward cache, or the browser is online again. */
  restored(): void {
    if (this.#href !== '') this.#open();
  }

  /** Nobody listens any more. */
  end(): void {
    clearTimeout(this.#settle);
    this.#followed.clear();
    this.#href = '';
    this.#close();
  }

  #begin(topic: Topic): Followed {
    const begun: Followed = { listeners: new Set() };
    this.#followed.set(topic, begun);
    this.#changed();
    return begun;
  }

  #changed(): void {
    clearTimeout(this.#settle);
    this.#settle = setTimeout(() => {
      // Nothing of what was told stays behind. Not at once: who comes back before then finds the same stream, which says
      // nothing twice.
      for (const [topic, { listeners }] of this.#followed) {
        if (listeners.size === 0) this.#followed.delete(topic);
      }
      const href = this.#followed.size === 0 ? '' : eventsHref([...this.#followed.keys()].sort());
      if (href === this.#href) return;
      this.#href = href;
      if (href) this.#open();
      else this.#close();
    }, SETTLE_MS);
  }

  #open(): void {
    clearTimeout(this.#reopen);
    this.#next?.close();
    const source = new EventSource(this.#href);
    this.#next = source;
    clearTimeout(this.#stuck);
    this.#stuck = setTimeout(() => this.#down(), STUCK_MS);
    source.addEventListener('open', () => {
      if (this.#next === source) {
        this.#current?.close();
        this.#current = source;
        this.#next = undefined;
      }
      // A stream that is being replaced and has come back is not the one that is waited for.
      if (!this.#next) this.#well();
    });
    for (const kind of topicKinds) {
      source.addEventListener(kind, (event: MessageEvent<string>) => {
        if (source !== this.#current && source !== this.#next) return;
        if (source === (this.#next ?? this.#current)) this.#heard();
        // The event's contract.
        const { topic, value } = JSON.parse(event.data) as TopicEvent;
        const followed = this.#followed.get(topic);
        if (followed) {
          followed.last = new Told(value);
          for (const listener of followed.listeners) listener(value);
        }
        if (topic === 'desk' && (value as DeskNow).isOver) this.#giveUp();
      });
    }
    source.addEventListener('error', () => {
      // What is being replaced may end as it likes.
      if (source !== (this.#next ?? this.#current)) return;
      this.#tell ??= setTimeout(() => this.#down(), WORTH_TELLING_MS);
      if (source.readyState !== EventSource.CLOSED) return;
      // An EventSource does not say what it was refused with; this leaves for the sign-in page on a 401.
      this.#onRefused();
      void getJson('/api/calls').catch(() => {});
      this.#failures += 1;
      clearTimeout(this.#reopen);
      // The first time soon, then not all pages at once.
      const pause = this.#failures === 1 ? REOPEN_MS : LONGEST_REOPEN_MS * (0.75 + Math.random() / 4);
      this.#reopen = setTimeout(() => this.#open(), pause);
    });
  }

  /** A server that stands still, or a network that is gone, closes nothing: it only says nothing any more. */
  #heard(): void {
    clearTimeout(this.#silent);
    if (!this.#followed.has('desk')) return;
    this.#silent = setTimeout(() => {
      this.#tellLost(true);
      if (this.#href) this.#open();
    }, SILENT_MS);
  }

  #well(): void {
    this.#failures = 0;
    clearTimeout(this.#stuck);
    this.#heard();
    clearTimeout(this.#tell);
    this.#tell = undefined;
    this.#tellLost(false);
  }

  #down(): void {
    // Should the new one wait for a connection, here is one. One that was refused takes none.
    if (this.#next?.readyState === EventSource.CONNECTING) {
      this.#current?.close();
      this.#current = undefined;
    }
    this.#tellLost(true);
  }

  /** Newer pages have taken its place: asking again would only take theirs. */
  #giveUp(): void {
    this.#close();
    this.#tellLost(true);
  }

  #close(): void {
    this.#current?.close();
    this.#next?.close();
    this.#current = undefined;
    this.#next = undefined;
    clearTimeout(this.#reopen);
    this.#well();
    clearTimeout(this.#silent);
  }

  #tellLost(lost: boolean): void {
    if (this.#lost === lost) return;
    this.#lost = lost;
    for (const listener of this.#onLost) listener();
  }
}
