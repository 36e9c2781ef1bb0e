import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
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
  #writing: Promise<void> = Promise.resolve();

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

  /** Everything set so far is on the disk when this resolves. */
  async close(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    await this.#write();
  }

  #schedule(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#write().catch((error: unknown) => {
        console.error(`sandbox: the state could not be saved: ${error}`);
      });
    }, DEBOUNCE_MS);
  }

  /** One write at a time, each with the state of its own beginning. */
  #write(): Promise<void> {
    this.#writing = this.#writing
      .catch(() => undefined)
      .then(async () => {
        for (const [key, entry] of this.#entries) if (!isLive(entry)) this.#entries.delete(key);
        await writeFile(`${this.#file}.new`, JSON.stringify([...this.#entries]), { mode: 0o600 });
        await rename(`${this.#file}.new`, this.#file);
      });
    return this.#writing;
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
