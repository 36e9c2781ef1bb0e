import net, { type AddressInfo, type Socket } from 'node:net';

/** A line to a PostgreSQL server that can be cut, go silent, or lose just the answer to a commit. */
export interface DatabaseLine {
  /** The server, over this line. */
  readonly url: string;
  /** Nothing passes, nothing ends: a machine that froze, or is gone behind a firewall. */
  freeze(): void;
  thaw(): void;
  /** Every connection ends, and none can be made. */
  cut(): void;
  mend(): void;
  /** The next commit reaches the server, which does it; its answer reaches nobody. */
  loseNextCommit(): void;
  /** Notifications reach nobody, as behind a pooler in transaction mode. */
  deafen(isDeaf: boolean): void;
  close(): Promise<void>;
}

const COMMIT = Buffer.from('commit');
/** `A` of NotificationResponse (PostgreSQL, 54.7). */
const NOTIFICATION = 0x41;

export async function openDatabaseLine(url: string): Promise<DatabaseLine> {
  const target = new URL(url);
  const pairs = new Set<readonly [Socket, Socket]>();
  let isFrozen = false;
  let isCut = false;
  let losesCommit = false;
  let isDeafened = false;

  const server = net.createServer((near) => {
    if (isCut) return void near.destroy();
    const far = net.connect({ host: target.hostname, port: Number(target.port) });
    const pair = [near, far] as const;
    pairs.add(pair);
    let isDeaf = false;
    const end = () => {
      pairs.delete(pair);
      for (const side of pair) side.destroy();
    };
    const forward = (from: Socket, to: Socket, before: (data: Buffer) => boolean) =>
      from.on('data', (data: Buffer) => {
        if (!before(data)) return;
        if (isFrozen) from.pause();
        to.write(data);
      });
    forward(near, far, (data) => {
      if (losesCommit && data.includes(COMMIT)) {
        losesCommit = false;
        isDeaf = true;
      }
      return true;
    });
    forward(far, near, (data) => {
      // The server has answered, so it is done.
      if (isDeaf) end();
      // To a connection that asks for nothing nothing else is sent.
      return !isDeaf && !(isDeafened && data[0] === NOTIFICATION);
    });
    if (isFrozen) for (const side of pair) side.pause();
    for (const side of pair) side.on('error', end).on('close', end);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const over = new URL(url);
  over.port = String((server.address() as AddressInfo).port); // it listens on a port

  const sides = () => [...pairs].flat();
  return {
    url: over.href,
    freeze() {
      isFrozen = true;
      for (const side of sides()) side.pause();
    },
    thaw() {
      isFrozen = false;
      for (const side of sides()) side.resume();
    },
    cut() {
      isCut = true;
      for (const side of sides()) side.destroy();
    },
    mend() {
      isCut = false;
    },
    loseNextCommit() {
      losesCommit = true;
    },
    deafen(deaf) {
      isDeafened = deaf;
    },
    close() {
      for (const side of sides()) side.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
