import { createHash } from 'node:crypto';
import type { Clock } from '../../clock';
import type { Logger } from '../../log';
import type { Place } from '../cursor';
import type { ExportRow } from './row';
import type { ExportEnd } from './store';

const TICK_MS = 1000;
/** A browser that takes its time must not look like a node that has crashed. */
const TICKS_OF_SILENCE = 10;

interface Part {
  readonly clock: Clock;
  readonly log: Logger;
  /** Rows read at once. */
  readonly pageSize: number;
  readonly head: string;
  line(row: ExportRow): string;
  page(after: Place | null): Promise<ExportRow[]>;
  /** Says that it is still running. */
  move(written: number): Promise<void>;
  /** @param sha256 of what was handed out, in hexadecimal */
  end(state: ExportEnd['state'], written: number, sha256: string): Promise<void>;
}

/** A file in the making, handed out piece by piece as it is asked for. */
export interface Pieces {
  /** Undefined after the last one. @throws when it was stopped or cannot go on */
  next(): Promise<Uint8Array | undefined>;
  /** Nobody wants the rest. */
  stop(): Promise<void>;
}

/**
 * Reads a page ahead and no further, however slowly the pieces are asked for. Ends exactly once: the end is recorded
 * before the last piece is told to be the last.
 */
export function startRun(part: Part): Pieces {
  const hash = createHash('sha256');
  let written = 0;
  let ahead: Promise<ExportRow[]> | undefined;
  let hasBegun = false;
  let ending: Promise<void> | undefined;
  let stopTicking = () => {};

  const read = (after: Place | null) => {
    const rows = part.page(after);
    // Whoever asks for the next piece hears of it; perhaps nobody does.
    rows.catch(() => {});
    return rows;
  };

  function tick(said: number, silence: number): void {
    stopTicking = part.clock.after(TICK_MS, async () => {
      const now = written;
      const isDue = now !== said || silence + 1 >= TICKS_OF_SILENCE;
      if (isDue) await part.move(now).catch((err) => part.log.warn({ err }, 'export could not be followed'));
      if (!ending) tick(now, isDue ? 0 : silence + 1);
    });
  }

  function end(state: ExportEnd['state']): Promise<void> {
    stopTicking();
    ending ??= part.end(state, written, hash.digest('hex'));
    return ending;
  }

  function handOut(text: string, rows: number): Uint8Array {
    const bytes = Buffer.from(text);
    hash.update(bytes);
    written += rows;
    return bytes;
  }

  async function piece(): Promise<Uint8Array | undefined> {
    if (!hasBegun) {
      hasBegun = true;
      tick(0, 0);
      ahead = read(null);
      if (part.head) return handOut(part.head, 0);
    }
    const rows = ahead && (await ahead);
    if (ending) throw new Error('The export was broken off');
    if (!rows?.length) {
      await end('finished');
      return undefined;
    }
    ahead = rows.length < part.pageSize ? undefined : read(placeOf(rows));
    return handOut(rows.map(part.line).join(''), rows.length);
  }

  return {
    async next() {
      if (ending) throw new Error('The export was broken off');
      try {
        return await piece();
      } catch (error) {
        // What it broke off for is the news; that this could not be recorded either follows from it.
        await end('broken_off').catch(() => {});
        throw error;
      }
    },
    async stop() {
      if (ending) return;
      await end('broken_off').catch((err) =>
        part.log.error({ err }, 'end of an export could not be recorded'),
      );
    },
  };
}

function placeOf(rows: readonly ExportRow[]): Place | null {
  const last = rows.at(-1);
  return last ? { id: last.id, requestedAt: new Date(last.requested_at) } : null;
}
