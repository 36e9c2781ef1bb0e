import { say } from '@/messages/errors';
import { AppError } from '../errors';
import type { Server } from '../server';

/** What this process runs, from its first moment on. */
export interface Running {
  /** Rejects when it cannot start. */
  readonly composed: Promise<Server>;
  /** Once it is composed. */
  server?: Server;
  /** Why it is not composed yet: its database is away. */
  waitsFor?: Error | undefined;
}

/**
 * Instrumentation, route handlers and the proxy are bundled apart, and each would load a server of its own: the process
 * has one, and keeps it here.
 */
export const holder = globalThis as typeof globalThis & { countersign?: Running };

/** Whether no page can be shown: the database cannot even be read from. */
export function isDatabaseAway(): boolean {
  const { server, waitsFor } = holder.countersign ?? {};
  return waitsFor !== undefined || server?.health.isReadable === false;
}

/** What is told while the desk waits for its database. */
export function stillWaiting(reason: Error): AppError {
  return new AppError('unavailable', say.database.starting, { cause: reason, isLogged: true });
}
