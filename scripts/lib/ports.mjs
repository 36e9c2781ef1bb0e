import net from 'node:net';
import { Halt } from './halt.mjs';

/** The port a variable names. @returns {number} */
export function portFrom(env, name, fallback) {
  const value = env[name] || String(fallback);
  const port = Number(value);
  if (/^\d+$/.test(value) && port >= 1 && port <= 65_535) return port;
  throw new Halt(
    `${name} is "${value}", which is not a port. Set it to a number from 1 to 65535, or leave it out.`,
  );
}

/**
 * Refuses a port that something else answers on. Every address a browser may mean by "localhost" is tried: with one of
 * them taken, the page that opens could be somebody else's.
 */
export async function requireFree(port, name, hosts = ['127.0.0.1', '::1', '0.0.0.0']) {
  for (const host of hosts) {
    const code = await problemListening(port, host);
    if (code === 'EADDRINUSE') {
      throw new Halt(
        `Port ${port} is already in use by another program (perhaps another Countersign). ` +
          `Stop it, or choose another port: ${name}=${port + 10} npm start`,
      );
    }
    if (code === 'EACCES') {
      throw new Halt(
        `Port ${port} may not be opened by this user. Choose one above 1023: ${name}=${port + 3000} npm start`,
      );
    }
  }
}

/** Below what Linux, macOS and Windows give to outgoing connections by themselves. */
const OURS = { from: 15_000, to: 32_000 };

/**
 * A port nobody listens on at the moment, for somebody who will in a moment. None that the system hands out by itself:
 * between now and then it may go to whoever opens a connection.
 *
 * @returns {Promise<number>}
 */
export async function freePort() {
  for (;;) {
    const port = OURS.from + Math.floor(Math.random() * (OURS.to - OURS.from));
    if ((await problemListening(port, '127.0.0.1')) === undefined) return port;
  }
}

function problemListening(port, host) {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.once('error', (error) => resolve(error.code));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(undefined)));
  });
}
