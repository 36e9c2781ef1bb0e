import { mkdtemp, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { json, text } from 'node:stream/consumers';
import { UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createTransport } from '@/lib/ciba/transport';
import { systemClock } from '@/lib/clock';
import { receiveSecurityEvent } from '@/lib/security-events/receive';
import { createTransmitters } from '@/lib/security-events/transmitter';
import { reportEvents } from '@/lib/security-events/view';
import { freePort } from '../../scripts/lib/ports.mjs';
import { waitUntilReady } from '../../scripts/lib/ready.mjs';
import { root } from '../../scripts/lib/root.mjs';
import { type Service, startService } from '../../scripts/lib/service.mjs';
import { eventually } from '../support/eventually';
import { MemoryStore } from '../support/memory-store';
import { recordingLog } from '../support/recording-log';
import { maria, pending } from '../support/samples';

const REALM = 'https://keycloak.example/realms/countersign';

let phone: Service;
let phoneUrl: string;
let folder: string;
const printed: string[] = [];
/** What Keycloak was told by the phone. */
let told: unknown[];
let store: MemoryStore;
/** While true, the desk answers as if its database were away. */
let isAway: boolean;
let close: () => Promise<void>;

/** Keycloak's callback and the desk's door, in one server. */
beforeAll(async () => {
  const [port, phonePort] = [await freePort(), await freePort()];
  phoneUrl = `http://localhost:${phonePort}`;
  const deskUrl = `http://localhost:${port}`;
  const keys = { uri: `${phoneUrl}/jwks` };
  const setting = { issuer: phoneUrl, keys, audience: deskUrl, token: undefined };
  const securityEvents = {
    transmitters: createTransmitters([setting], createTransport(), systemClock, recordingLog().log),
    reports: [],
    opIssuer: REALM,
  };
  const server = createServer(async (request, response) => {
    if (request.url === '/callback') {
      told.push([request.headers.authorization, await json(request)]);
      response.writeHead(200).end();
      return;
    }
    const body = await text(request);
    if (isAway) {
      isAway = false;
      response.writeHead(503).end();
      return;
    }
    const deps = {
      verifications: store,
      directory: { exactly: async () => [maria] },
      securityEvents,
      clock: systemClock,
      log: recordingLog().log,
    };
    const answer = await receiveSecurityEvent(deps, null, body);
    expect(request.headers['content-type']).toBe('application/secevent+jwt');
    response.writeHead(answer.kind === 'accepted' ? 202 : 400).end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  folder = await mkdtemp(path.join(tmpdir(), 'countersign-phone-'));
  const settings = {
    ...process.env,
    PORT: String(phonePort),
    CALLBACK_URL: `${deskUrl}/callback`,
    DESK_URL: deskUrl,
    KEY_FILE: path.join(folder, 'phone-key.pem'),
  };
  const command = [path.join(root, 'docs/providers/keycloak/phone.mjs')];
  phone = startService(command, settings, (line) => printed.push(line));
  await waitUntilReady(phoneUrl, { limitMs: 20_000, until: phone.exited });
  close = async () => {
    await phone.stop();
    await new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    });
    await rm(folder, { recursive: true, force: true });
  };
});
beforeEach(() => {
  told = [];
  store = new MemoryStore();
  isAway = false;
});
afterAll(() => close());

/** As Keycloak asks: the bearer token has the realm as `iss` and the user's id as `sub`. */
async function asked(message: string): Promise<string> {
  const token = new UnsecuredJWT({ iss: REALM, sub: maria.subject, exp: Date.now() / 1000 + 120 }).encode();
  const answer = await fetch(`${phoneUrl}/requests`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ login_hint: maria.username, binding_message: message, scope: 'openid' }),
  });
  expect(answer.status).toBe(201);
  return `Bearer ${token}`;
}

async function press(answer: 'approve' | 'deny' | 'cancel'): Promise<string> {
  const page = await (await fetch(phoneUrl)).text();
  const id = /\/requests\/([\w-]+)\/answer/.exec(page)?.[1];
  await fetch(`${phoneUrl}/requests/${id}/answer`, {
    method: 'POST',
    headers: { origin: phoneUrl },
    body: new URLSearchParams({ answer }),
  });
  return (await fetch(phoneUrl)).text();
}

describe('the stand-in for the phone of docs/providers/keycloak', () => {
  test('tells Keycloak of “I’m not on a call”, and reports to the desk who it is, of which request', async () => {
    const v = store.put(pending({ bindingMessage: 'Code-KX7-4PT' }));
    const bearer = await asked('Code-KX7-4PT');
    expect(await press('cancel')).toContain('Keycloak has it; the desk has the report');
    expect(told).toEqual([[bearer, { status: 'CANCELLED' }]]);
    expect(await store.alarms.standing(maria.subject)).toMatchObject({
      reports: [
        {
          transmitter: phoneUrl,
          reason: reportEvents.notOnACall,
          verificationId: v.id,
          subject: maria.subject,
        },
      ],
    });
  });

  test.each(['approve', 'deny'] as const)('reports nothing of %s', async (answer) => {
    await asked('Code-KX7-4PT');
    await press(answer);
    expect(told).toHaveLength(1);
    expect(store.audit).toEqual([]);
  });

  test('reports again what the desk could not take', async () => {
    isAway = true;
    await asked('Code-KX7-4PT');
    expect(await press('cancel')).toContain('did not take the report: HTTP 503');
    await eventually(async () => expect(await store.alarms.standing(maria.subject)).toBeDefined());
  });

  test('has made itself a key, which stays with it, and says what the desk is to be told', async () => {
    expect((await stat(path.join(folder, 'phone-key.pem'))).mode & 0o777).toBe(0o600);
    const jwks = await (await fetch(`${phoneUrl}/jwks`)).text();
    expect(jwks).not.toContain('"d":');
    expect(printed.join('\n')).toContain(
      `SECURITY_EVENTS_ISSUERS=[{"issuer":"${phoneUrl}","jwks_uri":"${phoneUrl}/jwks"}]`,
    );
  });
});
