import { readFile } from 'node:fs/promises';
import { send } from './reply';
import type { Route } from './router';

const types: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
  webmanifest: 'application/manifest+json',
};

/** Routes for these very files, read once: no path of a request ever reaches the disk. */
export async function staticRoutes(
  directory: URL,
  prefix: string,
  names: readonly string[],
  headers: Readonly<Record<string, string>> = {},
): Promise<Route[]> {
  return Promise.all(
    names.map(async (name): Promise<Route> => {
      const content = await readFile(new URL(name, directory));
      const type = types[name.slice(name.lastIndexOf('.') + 1)] ?? 'application/octet-stream';
      return {
        method: 'GET',
        path: `${prefix}/${name}`,
        handle: ({ res }) => send(res, 200, type, content, { 'cache-control': 'max-age=60', ...headers }),
      };
    }),
  );
}
