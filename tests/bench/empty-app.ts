import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { next } from '../../scripts/lib/next.mjs';
import { freePort } from '../../scripts/lib/ports.mjs';
import { waitUntilReady } from '../../scripts/lib/ready.mjs';
import { root } from '../../scripts/lib/root.mjs';
import { startService } from '../../scripts/lib/service.mjs';

const files = {
  'app/layout.tsx':
    'export default function Layout({ children }) { return <html lang="en"><body>{children}</body></html>; }',
  'app/page.tsx': 'export default function Page() { return <p>Empty</p>; }',
  // Its own, and built and run in its own folder: Next.js would take the desk's from above otherwise.
  'instrumentation.js': 'export function register() {}',
  // Within this repository, so that the same Next.js is found.
  'next.config.js': `export default { turbopack: { root: ${JSON.stringify(root)} }, typescript: { ignoreBuildErrors: true } };`,
  'package.json': '{ "type": "module" }',
};

/** Builds and serves a Next.js app with nothing in it: what every page costs before we add to it. */
export async function startEmptyApp(): Promise<{ url: string; stop(): Promise<void> }> {
  const folder = path.join(root, '.test/empty-app');
  await rm(folder, { recursive: true, force: true });
  for (const [name, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), text);
  }
  const lines: string[] = [];
  const env = { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' } as const;
  const { code } = await startService([next, 'build'], env, (line) => lines.push(line), folder).exited;
  if (code !== 0) throw new Error(`The empty app could not be built:\n${lines.join('\n')}`);

  const port = await freePort();
  const url = `http://localhost:${port}`;
  const command = [next, 'start', '-p', String(port), '-H', '127.0.0.1'];
  const service = startService(command, env, () => {}, folder);
  const { ready } = await waitUntilReady(url, { limitMs: 30_000, until: service.exited });
  if (!ready) throw new Error('The empty app did not start');
  return { url, stop: () => service.stop() };
}
