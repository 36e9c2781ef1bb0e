import { type DeskParts, openTransferDesk, type TransferDesk } from '../../support/transfer-desk';
import { begin, type Fate, type Life } from './mortal';

interface Node {
  readonly life: Life;
  readonly desk: TransferDesk;
}

interface ClusterOptions {
  readonly parts: DeskParts & { readonly clock: NonNullable<DeskParts['clock']> };
  readonly size: number;
  /** How the next node ends; undefined: it does not. */
  readonly fate: () => Fate | undefined;
  /** Done before a node takes the place of one that ended. */
  readonly beforeRestart: () => Promise<void>;
}

/** Nodes on one database that end without a word; each time another takes the place. */
export class Cluster {
  readonly #options: ClusterOptions;
  readonly #nodes: Promise<Node>[];
  #next = 0;
  #closing = false;
  deaths = 0;

  constructor(options: ClusterOptions) {
    this.#options = options;
    this.#nodes = Array.from({ length: options.size }, (_, place) => this.#start(place));
  }

  get notifications() {
    return this.#options.parts.database.notifications;
  }

  /**
   * Does something at one of the nodes.
   *
   * @returns undefined when the node was gone before it was done
   */
  async at<T>(task: (desk: TransferDesk) => Promise<T>): Promise<T | undefined> {
    this.#next += 1;
    const node = await this.#nodes[this.#next % this.#nodes.length];
    if (!node) throw new Error('a cluster without nodes');
    return Promise.race([task(node.desk), node.life.over.then(() => undefined)]);
  }

  async close(): Promise<void> {
    this.#closing = true;
    for (const node of await Promise.all(this.#nodes)) await node.desk.stop();
  }

  async #start(place: number): Promise<Node> {
    const { parts, fate } = this.#options;
    const life = begin(fate());
    const desk = openTransferDesk({
      ...parts,
      database: { ...parts.database, notifications: life.notifications(parts.database.notifications) },
      clock: life.clock(parts.clock),
      through: life.through,
    });
    void life.over.then(() => {
      if (this.#closing) return;
      this.deaths += 1;
      this.#nodes[place] = this.#options.beforeRestart().then(() => this.#start(place));
    });
    return { life, desk };
  }
}
