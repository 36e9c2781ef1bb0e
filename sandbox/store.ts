import { mkdir, open, readFile, rename } from 'node:fs/promises';
import path from 'node:path';

interface Entry {
  readonly value: unknown;
  /** Epoch milliseconds; absent: kept for ever. */
  readonly expiresAt?: number;
}

/** Writes closer together than this become one. */
const DEBOUNCE_MS = 25;

/**
 * A map kept in one JSON file, so that a restart loses no pending request. The file is replaced atomically and
 * readable by its owner only: it holds authentication request ids.
 */
export class Store {
  readonly #file: string;
  readonly #entries: Map<string, Entry>;
  #timer: NodeJS.Timeout | undefined;
  #isDirty = false;
  /** The last write that was begun or is queued. */
  #writing: Promise<void> = Promise.resolve();
  #queued: Promise<void> | undefined;

  private constructor(file: string, entries: Map<string, Entry>) {
    this.#file = file;
    this.#entries = entries;
  }

  static async open(dataDir: string): Promise<Store> {
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
    const file = path.join(dataDir, 'state.json');
    return new Store(file, await read(file));
  }

  get(key: string): unknown {
    const entry = this.#entries.get(key);
    return entry && isLive(entry) ? entry.value : undefined;
  }

  set(key: string, value: unknown, expiresAt?: number): void {
    this.#entries.set(key, expiresAt === undefined ? { value } : { value, expiresAt });
    this.#schedule();
  }

  delete(key: string): void {
    if (this.#entries.delete(key)) this.#schedule();
  }

  /** Live entries whose key starts so, oldest first. */
  *startingWith(prefix: string): Generator<readonly [key: string, value: unknown]> {
    for (const [key, entry] of this.#entries) {
      if (key.startsWith(prefix) && isLive(entry)) yield [key, entry.value];
    }
  }

  /** Everything set so far is on the disk when this resolves. Rejects when it cannot be written. */
  saved(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    return this.#isDirty ? this.#write() : this.#writing;
  }

  async close(): Promise<void> {
    await this.saved();
  }

  #schedule(): void {
    this.#isDirty = true;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#write().catch((error: unknown) => {
        console.error(`sandbox: the state could not be saved: ${error}`);
      });
    }, DEBOUNCE_MS);
  }

  /** One write at a time, each with the state of its own beginning: one that waits will hold whatever is set until then. */
  #write(): Promise<void> {
    this.#queued ??= this.#writing
      .catch(() => undefined)
      .then(() => {
        this.#queued = undefined;
        return this.#replaceFile();
      });
    this.#writing = this.#queued;
    return this.#queued;
  }

  async #replaceFile(): Promise<void> {
    for (const [key, entry] of this.#entries) if (!isLive(entry)) this.#entries.delete(key);
    const text = JSON.stringify([...this.#entries]);
    this.#isDirty = false;
    try {
      await writeThrough(`${this.#file}.new`, text);
      await rename(`${this.#file}.new`, this.#file);
    } catch (error) {
      this.#isDirty = true;
      throw error;
    }
  }
}

/** Not only handed to the system, which could still lose it with the power. */
async function writeThrough(file: string, text: string): Promise<void> {
  const handle = await open(file, 'w', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function isLive(entry: Entry): boolean {
  return entry.expiresAt === undefined || entry.expiresAt > Date.now();
}

async function read(file: string): Promise<Map<string, Entry>> {
  try {
    // Our own file; a foreign shape fails in the Map constructor and is set aside like any damage.
    return new Map(JSON.parse(await readFile(file, 'utf8')) as [string, Entry][]);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) {
      await rename(file, `${file}.damaged`);
      console.error(`sandbox: ${file} was damaged and set aside; starting without it`);
    }
    return new Map();
  }
}
