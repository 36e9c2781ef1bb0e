import {
  chmodSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Halt } from './halt.mjs';

/** Makes sure that the folder exists and can be written to, before anybody fails on it half-way. */
export function requireWritable(folder) {
  const probe = path.join(folder, `.probe-${process.pid}`);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    closeFolder(folder);
    writeFileSync(probe, '');
    rmSync(probe);
  } catch (error) {
    const what =
      error.code === 'EEXIST' || error.code === 'ENOTDIR'
        ? 'is a file, or lies inside one'
        : `cannot be written to (${error.code})`;
    throw new Halt(
      `The data folder ${folder} ${what}. Move it away or change its permissions, or name another one: ` +
        'DATA_DIR=/some/folder npm start',
    );
  }
}

/** Secrets are in it. What others may put things into, as into /tmp, is not ours to close; lib/adapters/closed-folder.ts. */
function closeFolder(folder) {
  const { mode } = statSync(folder);
  if ((mode & 0o077) === 0 || (mode & 0o1000) !== 0) return;
  try {
    chmodSync(folder, 0o700);
  } catch {
    // Somebody else's, who lets us in.
  }
}

/** How often the holder says that it is there, and how long it is listened to. Milliseconds. */
const BEAT_MS = 1000;
const SILENT_MS = 6000;
const LOOK_MS = 250;

/**
 * Takes the folder for this process alone: the embedded database in it must never be opened by two.
 * A lock left behind by a process that is gone is taken over. Of another container's processes nothing can be seen, so the
 * holder touches the file every second.
 * @param {string} folder
 * @param {number} [silentMs] how long a holder in another container is listened to
 * @returns {Promise<() => void>} gives it back
 */
export async function lock(folder, silentMs = SILENT_MS) {
  const file = path.join(folder, 'lock');
  const mine = `${process.pid} ${startOf(process.pid)} ${place()}\n`;
  if (!created(file, mine)) {
    const holder = read(file);
    if (await isHeld(file, holder, silentMs)) throw inUse(folder, holder);
    rmSync(file, { force: true });
    created(file, mine);
    // Two starting at the same moment may both take over a stale lock; after a moment it names one of them.
    await wait(150);
    if (read(file) !== mine) throw inUse(folder, read(file));
  }
  const beat = setInterval(() => touch(file), BEAT_MS);
  beat.unref();
  return () => {
    clearInterval(beat);
    if (read(file) === mine) rmSync(file, { force: true });
  };
}

function touch(file) {
  try {
    const now = new Date();
    utimesSync(file, now, now);
  } catch {
    // Removed by hand, or the disk is full: the lock in it says the same.
  }
}

async function isHeld(file, holder, silentMs) {
  const [, , where] = holder.trim().split(' ');
  // Written by an earlier release, or by a process of this place.
  if (where === undefined || where === place()) return isAlive(holder);
  const before = touchedAt(file);
  for (let waited = 0; waited < silentMs; waited += LOOK_MS) {
    await wait(LOOK_MS);
    if (touchedAt(file) !== before || read(file) !== holder) return true;
  }
  return false;
}

/** Compared with itself alone: two machines' clocks need not agree. */
function touchedAt(file) {
  try {
    return statSync(file).mtimeMs;
  } catch {
    return 0;
  }
}

/** Within which process ids mean something: a container has its own. */
function place() {
  let namespace = '-';
  try {
    namespace = readlinkSync('/proc/self/ns/pid');
  } catch {
    // Only Linux has them.
  }
  return `${hostname()}:${namespace}`.replace(/\s/g, '_');
}

function inUse(folder, holder) {
  const pid = Number.parseInt(holder, 10);
  return new Halt(
    `Another Countersign${pid ? ` (process ${pid})` : ''} is using the data folder ${folder}. ` +
      'Stop it first, or give this one a folder of its own: DATA_DIR=/some/folder npm start',
  );
}

function created(file, text) {
  try {
    writeFileSync(file, text, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function isAlive(holder) {
  const [pid, started] = holder.trim().split(' ');
  if (!/^\d+$/.test(pid) || Number(pid) === process.pid) return false;
  try {
    process.kill(Number(pid), 0);
  } catch (error) {
    if (error.code === 'ESRCH') return false;
  }
  return startOf(pid) === started;
}

/**
 * When a process started, in ticks since boot. A restarted container hands out the same process ids again, so the id
 * alone would make a stale lock look held. Only Linux tells; elsewhere the id has to do.
 */
function startOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return '-';
  }
}
