import { createServer, type IncomingMessage } from 'node:http';
import { json } from 'node:stream/consumers';

interface Notification {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: Record<string, unknown>;
}

/** A desk's notification endpoint: remembers what it is told, and answers as it is told to. */
export interface Receiver {
  readonly url: string;
  readonly received: readonly Notification[];
  /** Statuses of the next answers; afterwards 204. */
  answerWith(...statuses: number[]): void;
  /** The first notification about this request, now or when it comes. */
  about(authReqId: string): Promise<Notification>;
  close(): Promise<void>;
}

export async function startReceiver(): Promise<Receiver> {
  const received: Notification[] = [];
  const waiting = new Set<() => void>();
  let statuses: number[] = [];
  const server = createServer(async (req, res) => {
    const { method, url, headers } = req;
    // Both kinds of notification are JSON objects; what else arrives fails the test here.
    received.push({ method, url, headers, body: (await json(req)) as Record<string, unknown> });
    res.writeHead(statuses.shift() ?? 204).end();
    for (const wake of waiting) wake();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('no port');
  return {
    url: `http://localhost:${address.port}`,
    received,
    answerWith: (...next) => {
      statuses = next;
    },
    about: async (authReqId) => {
      for (;;) {
        const found = received.find(({ body }) => body.auth_req_id === authReqId);
        if (found) return found;
        await new Promise<void>((resolve) => {
          const wake = (): void => {
            waiting.delete(wake);
            resolve();
          };
          waiting.add(wake);
        });
      }
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
