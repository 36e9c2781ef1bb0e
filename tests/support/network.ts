import { NotificationHub } from '@/lib/verification/notifications';
import { Poller } from '@/lib/verification/poller';
import type { VerificationStore } from '@/lib/verification/store';
import { FakeClock } from './fake-clock';
import { MemoryStore } from './memory-store';
import { type RecordingLog, recordingLog } from './recording-log';
import { type ScriptedCiba as Ciba, ScriptedCiba } from './scripted-ciba';

/** A node of the desk: its poller, its own clock, its own way to the one database. */
export interface Node {
  readonly poller: Poller;
  readonly clock: FakeClock;
  readonly log: RecordingLog;
  /** The store, as this node reaches it. */
  readonly verifications: VerificationStore;
  /** While false, every statement this node sends fails. */
  connected: boolean;
}

/** Nodes on one database and one OP. */
export class Network {
  readonly clock = new FakeClock();
  readonly store = new MemoryStore();
  readonly hub = new NotificationHub();
  readonly ciba: Ciba = new ScriptedCiba(this.clock);

  constructor() {
    this.store.onChange = (id) => this.hub.publish(id);
  }

  /** @param clock give a node its own to freeze or crash it; by default all share one */
  node(clock = this.clock): Node {
    const log = recordingLog();
    const verifications = overWire(this.store, () => node.connected);
    const node: Node = {
      clock,
      log,
      verifications,
      connected: true,
      poller: new Poller({
        verifications,
        notifications: this.hub,
        ciba: this.ciba,
        clock,
        log: log.log,
        random: () => 1,
      }),
    };
    return node;
  }
}

function overWire(store: MemoryStore, isConnected: () => boolean): VerificationStore {
  return new Proxy(store, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== 'function') return value;
      return async (...args: unknown[]) => {
        if (!isConnected()) throw new Error('the database does not answer');
        return value.apply(target, args);
      };
    },
  });
}
