import { beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { takeSecurityEvent } from '@/lib/web/security-event';
import { FakeClock } from '../../support/fake-clock';
import { MemoryStore } from '../../support/memory-store';
import { recordingLog } from '../../support/recording-log';
import { maria } from '../../support/samples';
import { newTransmitter, type SigningTransmitter, securityEvents } from '../../support/security-events';

const held = vi.hoisted((): { deps: unknown } => ({ deps: undefined }));
vi.mock('@/lib/server', () => ({ server: async () => held.deps }));

let app: SigningTransmitter;
beforeAll(async () => {
  app = await newTransmitter();
});

let store: MemoryStore;
let deps: Record<string, unknown>;
let attempts: unknown[];
beforeEach(() => {
  store = new MemoryStore();
  const clock = new FakeClock();
  deps = {
    verifications: store,
    directory: { exactly: async () => [maria] },
    securityEvents: securityEvents(clock, [app]),
    clock,
    log: recordingLog().log,
    env: { TRUSTED_PROXIES: 0 },
    refusals: { refused: (attempt: unknown) => attempts.push(attempt) },
  };
  attempts = [];
  held.deps = deps;
});

const TYPE = 'application/secevent+jwt';
async function push(body: string | ReadableStream, type = TYPE) {
  const init = { method: 'POST', body, duplex: 'half', headers: type ? { 'content-type': type } : {} };
  const response = await takeSecurityEvent(new Request('https://desk.example/api/security-events', init));
  const text = await response.text();
  expect(response.headers.get('cache-control')).toBe('no-store');
  return { status: response.status, body: text === '' ? '' : JSON.parse(text), headers: response.headers };
}
const refused = { status: 400, body: { err: 'invalid_request', description: expect.any(String) } };

test('an event that is taken is answered 202 and nothing else, also the second time', async () => {
  const token = await app.sign();
  expect(await push(token)).toMatchObject({ status: 202, body: '' });
  expect(await push(token, 'Application/SecEvent+JWT; charset=utf-8')).toMatchObject({
    status: 202,
    body: '',
  });
  expect((await store.alarms.standing(maria.subject))?.reports).toHaveLength(1);
});

test('one that is not is answered 400 with a code and a sentence', async () => {
  expect(await push(await app.sign({ iss: 'https://evil.example' }))).toMatchObject({
    status: 400,
    body: { err: 'invalid_issuer', description: expect.any(String) },
  });
  expect(await push('')).toMatchObject(refused);
});

test.each(['application/jwt', 'application/json', 'text/plain', ''])(
  'the type %j is refused',
  async (type) => {
    expect(await push(new Blob([await app.sign()]).stream(), type)).toMatchObject(refused);
    expect(store.audit).toEqual([]);
  },
);

test('what is longer than any event is not read to its end', async () => {
  const pulled = vi.fn((controller: ReadableStreamDefaultController) =>
    controller.enqueue(new Uint8Array(1024).fill(65)),
  );
  expect(await push(new ReadableStream({ pull: pulled }))).toMatchObject(refused);
  expect(pulled.mock.calls.length).toBeLessThan(20);
});

test('what does not come to an end is given up after five seconds', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const answer = push(
    new ReadableStream({ start: (controller) => controller.enqueue(new Uint8Array([65])) }),
  );
  await vi.advanceTimersByTimeAsync(5_000);
  vi.useRealTimers();
  expect(await answer).toMatchObject(refused);
});

test('while it cannot be recorded, or judged, the transmitter is to come again', async () => {
  held.deps = {
    ...deps,
    verifications: { ...store, listRecentOf: () => Promise.reject(new Error('the database is away')) },
  };
  const away = await push(await app.sign());
  expect(away).toMatchObject({ status: 503, body: '' });
  expect(away.headers.get('retry-after')).toBe('5');
});

test('a token that nobody we know has signed is recorded as forged', async () => {
  const stranger = await newTransmitter();
  expect((await push(await stranger.sign())).status).toBe(400);
  expect(attempts).toEqual([
    {
      action: 'security.forged',
      actor: { kind: 'stranger' },
      details: { door: 'route', at: '/api/security-events', why: expect.any(String) },
    },
  ]);
  attempts.length = 0;
  await push(await app.sign());
  expect(attempts).toEqual([]);
});
