import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { get } from 'node:https';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from '@playwright/test';
import { freePort } from '../../scripts/lib/ports.mjs';
import { root } from '../../scripts/lib/root.mjs';
import { openCustomer, partsOf } from '../e2e/support/customer-page';
import { takeable } from '../e2e/support/people';
import { Phone } from '../e2e/support/phone';
import { signIn } from '../e2e/support/sign-in';
import { launchBrowser } from '../support/browser';
import { type CertificateAndKey, createCertificateAuthority } from '../support/certificates';
import { type Desk, startDesk } from '../support/desk';

/** A proxy that docs/reverse-proxies has a configuration for. */
interface Proxy {
  readonly name: string;
  readonly binary: string;
  readonly file: string;
  readonly version: readonly string[];
  /** How it is started in the foreground on the configuration at `config`, in a folder of its own. */
  start(config: string, folder: string): readonly string[];
  /** The file with what is of a real installation replaced: addresses, files, and where the proxy writes to. */
  adapt(text: string, of: Adapted): string;
}

interface Adapted {
  readonly port: number;
  readonly plainPort: number;
  readonly deskPort: number;
  readonly folder: string;
}

const proxies: readonly Proxy[] = [
  {
    name: 'nginx',
    binary: 'nginx',
    file: 'nginx.conf',
    version: ['-v'],
    start: (config, folder) => ['-p', folder, '-c', config, '-g', 'daemon off;'],
    adapt: (text, { port, plainPort, ...of }) => {
      const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
        .map((kind) => `${kind}_temp_path ${of.folder}/${kind};`)
        .join('\n');
      const server = text
        .replace('listen 80;', `listen ${plainPort};`)
        .replace('listen 443', `listen ${port}`);
      return `pid ${of.folder}/pid;\nerror_log ${of.folder}/error.log;\nevents {}\nhttp {\naccess_log off;\n${temporary}\n${common(server, of)}\n}\n`;
    },
  },
  {
    name: 'Caddy',
    binary: 'caddy',
    file: 'Caddyfile',
    version: ['version'],
    start: (config) => ['run', '--adapter', 'caddyfile', '--config', config],
    adapt: (text, { port, plainPort, ...of }) =>
      `{\n\tadmin off\n\thttp_port ${plainPort}\n\thttps_port ${port}\n}\n${common(text, of)}`,
  },
  {
    name: 'HAProxy',
    binary: 'haproxy',
    file: 'haproxy.cfg',
    version: ['-v'],
    start: (config) => ['-db', '-f', config],
    adapt: (text, { port, plainPort, ...of }) =>
      common(text.replace('bind :443', `bind :${port}`).replace('bind :80', `bind :${plainPort}`), of),
  },
];

function common(text: string, { deskPort, folder }: Pick<Adapted, 'deskPort' | 'folder'>): string {
  return text
    .replaceAll('desk.example.', 'DESK_FILES.')
    .replaceAll('desk.example', 'localhost')
    .replaceAll('/etc/ssl/DESK_FILES.', `${folder}/desk.`)
    .replaceAll('127.0.0.1:3000', `127.0.0.1:${deskPort}`);
}

const wanted = process.argv.slice(2).map((word) => word.toLowerCase());
const chosen = proxies.filter(({ name }) => wanted.length === 0 || wanted.includes(name.toLowerCase()));
const authority = await createCertificateAuthority();
const certificate = await authority.issueServer();
const results = { passed: 0, failed: 0 };
for (const proxy of chosen) {
  const version = versionOf(proxy);
  if (version === undefined) {
    console.log(`skipped ${proxy.name.padEnd(8)} it is not installed here`);
    continue;
  }
  try {
    console.log(`passed  ${proxy.name.padEnd(8)} ${await through(proxy)} (${version})`);
    results.passed += 1;
  } catch (error) {
    console.log(`FAILED  ${proxy.name.padEnd(8)} ${String(error).split('\n').slice(0, 6).join('\n')}`);
    results.failed += 1;
  }
}
console.log(`\n${results.passed} passed, ${results.failed} failed`);
process.exit(results.failed === 0 && results.passed > 0 ? 0 : 1);

function versionOf({ binary, version }: Proxy): string | undefined {
  const { error, stdout, stderr } = spawnSync(binary, [...version], { encoding: 'utf8' });
  return error ? undefined : /\d+\.\d+[.\d]*/.exec(stdout + stderr)?.[0];
}

/** One verification through it, as people do it; what the proxy could spoil is looked at on the way. */
async function through(proxy: Proxy): Promise<string> {
  const port = await freePort();
  const url = `https://localhost:${port}`;
  const desk = await startDesk({ tuning: { APP_URL: url }, env: { TRUSTED_PROXIES: '1' } });
  const folder = await mkdtemp(path.join(root, '.test/proxy-'));
  let running: ChildProcess | undefined;
  try {
    const start = async () => {
      running = await started(proxy, folder, { port, plainPort: await freePort(), deskPort: desk.port });
      await answers(url);
    };
    await writeCertificate(folder, certificate);
    await start();
    return await verifies(desk, url, async () => {
      await stopped(running);
      return start;
    });
  } finally {
    await stopped(running);
    await desk.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function verifies(
  desk: Desk,
  url: string,
  interrupt: () => Promise<() => Promise<void>>,
): Promise<string> {
  const browser = await launchBrowser();
  try {
    const customer = takeable.at(-1);
    if (!customer) throw new Error('the bank has no customers');
    const context = await browser.newContext({ baseURL: url, ignoreHTTPSErrors: true });
    const page = await context.newPage();
    const first = await page.goto('/sign-in');
    expect(first?.headers()['strict-transport-security']).toBe('max-age=63072000; includeSubDomains');
    await signIn(page, 'Ines Moreau');
    await openCustomer(page, customer);
    await partsOf(page).verify.click();
    await expect(partsOf(page).status).toHaveText('Waiting for the customer');
    const phone = await Phone.of(customer.number, desk.sandboxUrl);

    // The proxy goes and comes back; the page says so, and goes on by itself.
    const resume = await interrupt();
    const banner = page.getByText('Reconnecting. What you see may be out of date.');
    await expect(banner).toBeVisible({ timeout: 15_000 });
    await resume();
    await expect(banner).toHaveCount(0, { timeout: 20_000 });

    await phone.answer('Approve');
    const approved = Date.now();
    await expect(partsOf(page).status).toHaveText('Approved', { timeout: 15_000 });
    const told = Date.now() - approved;
    await expect(partsOf(page).data).toContainText(customer.email, { timeout: 15_000 });
    // A stream that is held back would be heard of by a look every few seconds, or not at all.
    const other = await context.newPage();
    await openCustomer(other, customer);
    const ending = Date.now();
    await partsOf(page).endCall.click();
    await expect(partsOf(other).status).toHaveText('Call ended', { timeout: 15_000 });
    const heard = Date.now() - ending;
    expect(heard, 'a change is heard of by the stream').toBeLessThan(4000);

    const tooLong = await context.request.post('/api/auth/signin/staff', {
      headers: { origin: url, 'content-type': 'application/x-www-form-urlencoded' },
      data: 'x'.repeat(1024 * 1024),
    });
    // Some proxies make a fault of their own of an answer that comes before the end of a request.
    expect([413, 502]).toContain(tooLong.status());
    return `signed in, verified (told ${told} ms after Approve, a second tab heard in ${heard} ms), interrupted and resumed`;
  } finally {
    await browser.close();
  }
}

async function writeCertificate(folder: string, { cert, key }: CertificateAndKey): Promise<void> {
  await writeFile(path.join(folder, 'desk.pem'), cert);
  await writeFile(path.join(folder, 'desk.key'), key);
  await writeFile(path.join(folder, 'desk.both.pem'), `${cert}\n${key}`);
}

async function started(proxy: Proxy, folder: string, ports: Omit<Adapted, 'folder'>): Promise<ChildProcess> {
  const text = await readFile(path.join(root, 'docs/reverse-proxies', proxy.file), 'utf8');
  const config = path.join(folder, proxy.file);
  await writeFile(config, proxy.adapt(text, { ...ports, folder }));
  const env = { ...process.env, HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder };
  const child = spawn(proxy.binary, [...proxy.start(config, folder)], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env,
  });
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    said += chunk;
  });
  child.once('exit', (code) => code && console.error(said.split('\n').slice(-6).join('\n')));
  return child;
}

async function stopped(child: ChildProcess | undefined): Promise<void> {
  if (!child || child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  // nginx ends its workers and their connections; the others would wait for streams to end.
  child.kill(child.spawnfile === 'nginx' ? 'SIGTERM' : 'SIGKILL');
  await gone;
}

async function answers(url: string): Promise<void> {
  for (let tries = 0; tries < 60; tries += 1) {
    if ((await statusOf(`${url}/api/health/ready`)) === 200) return;
    await pause(250);
  }
  throw new Error(`nobody answers at ${url}`);
}

function statusOf(url: string): Promise<number> {
  return new Promise((resolve) => {
    get(url, { ca: authority.cert, agent: false }, (response) =>
      resolve(response.resume().statusCode ?? 0),
    ).on('error', () => resolve(0));
  });
}
