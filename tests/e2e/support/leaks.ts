import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { BrowserContext } from '@playwright/test';
import type { Desk } from '../../support/desk';

/** A signed token in compact form, whoever issued it. */
const JWT = /eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]{8,}/g;

/**
 * What may be nowhere.
 *
 * @param values exact secrets by what they are
 * @returns where which of them was found; never the secret itself
 */
export function leaksIn(texts: ReadonlyMap<string, string>, values: ReadonlyMap<string, string>): string[] {
  return [...texts].flatMap(([where, text]) => [
    ...(text.match(JWT) ?? []).filter(isToken).map((found) => `a token (${found.slice(0, 12)}…) in ${where}`),
    ...[...values]
      .filter(([, value]) => spellings(value).some((each) => text.includes(each)))
      .map(([what]) => `${what} in ${where}`),
  ]);
}

/** The audit trail's signatures look like tokens, say so in their header, and open nothing. Even one that was cut short. */
function isToken(found: string): boolean {
  const header = Buffer.from(found.split('.')[0] ?? '', 'base64url').toString();
  return !header.includes('"typ":"countersign-audit"');
}

function spellings(value: string): string[] {
  return [value, encodeURIComponent(value), Buffer.from(value).toString('base64').replace(/=+$/, '')];
}

/** Where the sandbox keeps what a real bank would keep to itself. */
export function bankFileOf(desk: Desk): Promise<string> {
  return readFile(path.join(desk.dataDir, 'sandbox', 'state.json'), 'utf8');
}

/** The generated secrets, and every auth_req_id the bank knows of. */
export async function secretsOf(desk: Desk): Promise<Map<string, string>> {
  const values = new Map(Object.entries(desk.secrets));
  const state = JSON.parse(await bankFileOf(desk)) as [key: string, entry: { value: unknown }][];
  for (const [key, { value }] of state) {
    const id = /^op:BackchannelAuthenticationRequest:(.+)$/.exec(key)?.[1];
    if (id) values.set(`auth_req_id of request ${values.size}`, id);
    if (key.startsWith('prompt:') && typeof value === 'object' && value !== null && 'authReqId' in value) {
      values.set(`auth_req_id of ${key}`, String(value.authReqId));
    }
  }
  return values;
}

/** All files of a folder, byte for byte. */
export async function filesBelow(folder: string): Promise<Map<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => path.join(parentPath, name));
  return new Map(
    await Promise.all(files.map(async (file) => [file, await readFile(file, 'latin1')] as const)),
  );
}

/** Everything a browser is sent and asks for: addresses, headers and bodies. */
export class Recording {
  readonly texts = new Map<string, string>();
  readonly #reading: Promise<void>[] = [];
  readonly #context: BrowserContext;

  constructor(context: BrowserContext) {
    this.#context = context;
    context.on('request', (request) => {
      this.#keep(`request ${request.url()}`, `${request.url()}\n${request.postData() ?? ''}`);
    });
    context.on('response', (response) => {
      this.#reading.push(
        Promise.all([response.allHeaders(), response.text()]).then(
          // The session cookie is an encrypted token by design; it is not readable by scripts and holds no token of the bank.
          ([{ 'set-cookie': _, ...headers }, body]) =>
            this.#keep(`response ${response.url()}`, `${JSON.stringify(headers)}\n${body}`),
          () => {}, // redirects and streams that were left have no body
        ),
      );
    });
    context.on('console', (message) => this.#keep('console', message.text()));
  }

  #keep(where: string, text: string): void {
    this.texts.set(`${this.texts.size} ${where}`, text);
  }

  /** Leaves the pages: the stream of one that stays open has no end. */
  async finish(): Promise<ReadonlyMap<string, string>> {
    await Promise.all(this.#context.pages().map((page) => page.goto('about:blank')));
    await Promise.allSettled(this.#reading);
    return this.texts;
  }
}
