import { readFile } from 'node:fs/promises';
import type { JSONWebKeySet } from 'jose';
import { z } from 'zod';
import type { Credentials } from './env';
import { say } from './messages/en/terminal';

/** What the files named in the settings hold. */
export interface LoadedCredentials {
  readonly tls: { readonly port: number; readonly cert: string; readonly key: string; readonly ca: string };
  readonly clientKeys: JSONWebKeySet;
}

const KeySet = z.object({ keys: z.array(z.looseObject({ kty: z.string() })).min(1) });

/** @throws Error that names the file which is missing or damaged */
export async function loadCredentials(files: Credentials): Promise<LoadedCredentials> {
  const [cert, key, ca, keys] = await Promise.all(
    [files.tlsCert, files.tlsKey, files.clientCa, files.clientJwks].map(read),
  );
  return {
    tls: { port: files.tlsPort, cert: cert ?? '', key: key ?? '', ca: ca ?? '' },
    clientKeys: parse(keys ?? '', files.clientJwks),
  };
}

function read(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new Error(say.problems.unreadable({ file, code: error.code }));
  });
}

function parse(text: string, file: string): JSONWebKeySet {
  try {
    return KeySet.parse(JSON.parse(text));
  } catch {
    throw new Error(say.problems.noKeySet({ file }));
  }
}
