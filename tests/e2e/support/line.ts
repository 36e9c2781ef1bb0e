import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** The wire between one browser and the desk. */
export interface Line {
  readonly url: string;
  /** Nothing gets through any more, established streams included. */
  cut(): void;
  mend(): void;
  /** Nothing is closed, and nothing gets through, as with a server that stands still. */
  freeze(): void;
  thaw(): void;
  close(): Promise<void>;
}

/** A wire to cut: the browser's own "offline" lets established streams live on. */
export async function lineTo(deskUrl: string): Promise<Line> {
  const target = new URL(deskUrl);
  const sockets = new Set<Socket>();
  let whole = true;
  let frozen = false;
  const server = createServer((near) => {
    if (!whole) return near.destroy();
    const far = connect(Number(target.port), '127.0.0.1');
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
      one.pipe(other);
      if (frozen) one.pause();
      one.on('error', () => other.destroy());
      one.on('close', () => {
        sockets.delete(one);
        other.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // listening on TCP
  const dropAll = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: `http://localhost:${port}`,
    cut() {
      whole = false;
      dropAll();
    },
    mend() {
      whole = true;
    },
    freeze() {
      for (const socket of sockets) socket.pause();
      frozen = true;
    },
    thaw() {
      frozen = false;
      for (const socket of sockets) socket.resume();
    },
    close() {
      dropAll();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
