import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { freePort } from '../../../scripts/lib/ports.mjs';
import { until } from '../../support/eventually';
import { type Bank, openBank, openLastingBank } from './bank';
import { ask, call } from './client';

const secrets = {
  SANDBOX_CIBA_CLIENT_SECRET: 'c'.repeat(20),
  SANDBOX_STAFF_CLIENT_SECRET: 's'.repeat(20),
  SANDBOX_DIRECTORY_TOKEN: 'd'.repeat(20),
};

interface Run {
  readonly child: ChildProcess;
  readonly output: { text: string };
  readonly exit: Promise<number | null>;
}

async function run(env: Record<string, string>): Promise<Run> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'alder-process-'));
  const child = spawn(process.execPath, ['--import', 'tsx', 'sandbox/main.ts'], {
    env: { PATH: process.env.PATH, NODE_ENV: 'test', SANDBOX_DATA_DIR: dataDir, ...env },
  });
  const output = { text: '' };
  const collect = (chunk: Buffer): void => {
    output.text += chunk;
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  const exit = once(child, 'close').then(([code]) => code as number | null);
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await exit;
    await rm(dataDir, { recursive: true, force: true });
  });
  return { child, output, exit };
}

describe('the process', () => {
  test('prints one line when it listens, says it is healthy, and ends at SIGTERM with 0', async () => {
    const port = await freePort();
    const { child, output, exit } = await run({ ...secrets, SANDBOX_PORT: String(port) });
    await until(() => output.text.includes('\n'));
    expect((await call(`http://localhost:${port}/health`)).status).toBe(200);
    child.kill('SIGTERM');
    expect(await exit).toBe(0);
    expect(output.text).toBe(`sandbox ready on http://localhost:${port}\n`);
  });

  test('names everything that is wrong with its environment, without a stack', async () => {
    const { output, exit } = await run({
      NODE_ENV: 'production',
      SANDBOX_PORT: 'http',
      SANDBOX_INTERVAL: '0',
      DESK_URL: 'desk',
    });
    expect(await exit).toBe(1);
    for (const name of [
      'NODE_ENV',
      'SANDBOX_PORT',
      'SANDBOX_INTERVAL',
      'DESK_URL',
      ...Object.keys(secrets),
    ]) {
      expect(output.text).toContain(name);
    }
    expect(output.text).not.toMatch(/^\s+at /m);
  });

  test('says in a sentence that its port is taken', async () => {
    const bank = await openBank();
    const { output, exit } = await run({ ...secrets, SANDBOX_PORT: String(bank.port) });
    expect(await exit).toBe(1);
    expect(output.text).toBe(
      `the sandbox cannot start: port ${bank.port} is taken; set SANDBOX_PORT to a free one\n`,
    );
  });
});

describe('its files', () => {
  test('are readable by their owner only, and the keys stay the same', async () => {
    const bank = await openBank();
    await ask(bank);
    const before = await readFile(path.join(bank.dataDir, 'keys.json'), 'utf8');
    await bank.restart();
    expect(await readFile(path.join(bank.dataDir, 'keys.json'), 'utf8')).toBe(before);
    for (const name of ['keys.json', 'state.json']) {
      expect((await stat(path.join(bank.dataDir, name))).mode & 0o777).toBe(0o600);
    }
  });
});

describe('hostile input', () => {
  let bank: Bank;
  beforeAll(async () => {
    bank = await openLastingBank();
  });
  afterAll(() => bank.close());

  const json = { 'content-type': 'application/json' };
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  const huge = 'x'.repeat(10_000_000);
  const binary = new Uint8Array(512).map((_, index) => (index * 7) % 256);

  test.each<[string, string, RequestInit]>([
    ['JSON that is none', '/phone/api/sign-in', { method: 'POST', headers: json, body: '{"customer":' }],
    ['JSON of another shape', '/phone/api/sign-in', { method: 'POST', headers: json, body: '[[[]]]' }],
    ['a huge body', '/phone/api/sign-in', { method: 'POST', headers: json, body: huge }],
    ['a huge body for the OP', '/op/backchannel', { method: 'POST', headers: form, body: huge }],
    ['a huge body for the staff IdP', '/staff/token', { method: 'POST', headers: form, body: huge }],
    ['binary', '/phone/api/sign-in', { method: 'POST', headers: json, body: binary }],
    ['binary for the OP', '/op/token', { method: 'POST', headers: form, body: binary }],
    ['a body without a type', '/phone/api/sign-in', { method: 'POST', body: binary }],
    ['a broken escape', '/%E0%A4%A', {}],
    ['a broken escape in the OP', '/op/%E0%A4%A', {}],
    ['a broken escape in a query', '/staff/auth?client_id=%E0%A4%A', {}],
    ['a method that is not offered', '/health', { method: 'DELETE' }],
    ['an address that is not there', '/admin', {}],
    ['a client nobody knows', '/staff/auth?client_id=nobody', {}],
    ['an interaction nobody began', '/staff/interaction/none', {}],
    ['a huge customer name', `/phone?customer=${'%3Cscript%3E'.repeat(300)}`, {}],
  ])('%s is refused politely', async (_what, address, init) => {
    const response = await fetch(`${bank.url}${address}`, init);
    expect(response.status).toBeGreaterThanOrEqual(400);
    expect(response.status).toBeLessThan(500);
    expect(await response.text()).not.toMatch(/\bat .*\.(ts|js):\d+|<script>/);
  });

  test.each([
    'GET /phone/../keys.json HTTP/1.1',
    'GET /phone/..%2f..%2fkeys.json HTTP/1.1',
    'GET //etc/passwd HTTP/1.1',
    'GET http://evil.example/phone HTTP/1.1',
    'GET /staff-sign-in/../../keys.json HTTP/1.1',
  ])('%s leads nowhere', async (line) => {
    const socket = createConnection(bank.port, '127.0.0.1');
    socket.write(`${line}\r\nhost: localhost\r\nconnection: close\r\n\r\n`);
    let answer = '';
    socket.on('data', (chunk) => {
      answer += chunk;
    });
    await once(socket, 'close');
    expect(answer).toMatch(/^HTTP\/1\.1 404/);
  });

  test('leaves the bank open for business', async () => {
    expect((await ask(bank)).status).toBe(200);
  });
});
