import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { RefusalReason } from '@/lib/ciba/profile';
import { eventually } from '../support/eventually';
import { drips, faults, html, says, swallows } from '../support/faults';
import { asked, expectApproval, expectNothingTold, faultyLines } from '../support/faulty-line';
import type { Fault } from '../support/faulty-op';
import { startHttpDouble } from '../support/http-double';
import { lab } from '../support/providers/lab';
import type { ProviderDouble } from '../support/providers/provider-double';
import { bob } from '../support/samples';

// These tests wait far more than they work; those that wait longest come first.
vi.setConfig({ maxConcurrency: 20 });

let op: ProviderDouble;
beforeAll(async () => {
  op = await lab.start({ interval: 0.3 });
});
const lines = faultyLines(() => op);
afterAll(async () => {
  await lines.close();
  await op.close();
});

describe.concurrent('an acknowledgement', () => {
  test.each<[what: string, interval: unknown, seconds: number]>([
    ['without an interval', undefined, 5],
    ['with an interval of 0', 0, 0.5],
    ['with an interval of "5"', '5', 5],
    ['with an interval of -1', -1, 5],
    ['with an interval of 1e9', 1e9, 5],
    ['with an interval of null', null, 5],
  ])('%s is kept to, and the approval found', async (_what, interval, seconds) => {
    const acknowledge = (given: Record<string, unknown>) => ({ ...given, interval });
    const desk = await lines.open({ acknowledge, line: { requestedExpiry: 20 } });
    const { v, authReqId } = await asked(desk);
    expect(v.intervalSeconds).toBe(seconds);
    const from = performance.now();
    await desk.op.approve({}, authReqId);
    await expectApproval(desk, v, authReqId);
    const [first = 0] = desk.op.polls(authReqId);
    expect(first - from).toBeGreaterThanOrEqual(seconds * 1000 - 200);
  });

  test.each<[what: string, expires_in: unknown]>([
    ['with an expiry of "2"', '2'],
    ['with an expiry of thirty years', 1e9],
  ])('%s lasts as long as was asked for', async (_what, expires_in) => {
    const acknowledge = (given: Record<string, unknown>) => ({ ...given, interval: 0.5, expires_in });
    const desk = await lines.open({ acknowledge, line: { requestedExpiry: 2 } });
    const { v } = await asked(desk);
    const ended = await desk.line.after(v, 'pending');
    expect(ended).toMatchObject({ status: 'expired', reason: 'expired' });
    expect(Number(ended.endedAt) - Number(v.requestedAt)).toBeGreaterThanOrEqual(2_000);
    expect(desk.line.store.secrets(v.id)).toEqual({});
  });

  test.each<[what: string, auth_req_id: unknown]>([
    ['without an id', undefined],
    ['with an empty id', ''],
    ['with an id that is no text', 7],
  ])('%s is none', async (_what, auth_req_id) => {
    const desk = await lines.open({ acknowledge: (given) => ({ ...given, auth_req_id }) });
    const v = await desk.line.ask({}, bob);
    expect(v).toMatchObject({ status: 'failed', reason: 'answer_unusable' });
    expect(desk.line.store.secrets(v.id)).toEqual({});
  });
});

/** What came with a 200, as an acknowledgement does, and is none. */
const answered = new Set([
  'JSON that is no UTF-8',
  'a page of HTML and 200',
  'an empty body',
  'half of a JSON text',
  'an array',
  'null',
  'an empty object',
]);

describe.concurrent('a request fails, says why and keeps nothing, when the OP answers it with', () => {
  for (const [what, [fault, told]] of Object.entries(faults)) {
    test(what, () =>
      expectRefusal('backchannel', fault, told, answered.has(what) ? 'answer_unusable' : 'op_unreachable'),
    );
  }
  test('an acknowledgement that gets lost', () => expectRefusal('backchannel', swallows, 'UND_ERR_SOCKET'));
  test('429', () => expectRefusal('backchannel', html(429), 'HTTP 429', 'op_busy'));
  test('503 and Retry-After', () =>
    expectRefusal('backchannel', html(503, { 'retry-after': '7' }), 'HTTP 503', 'op_busy'));
  test('503', () => expectRefusal('backchannel', html(503), 'HTTP 503'));
  test('an error nobody foresaw', () =>
    expectRefusal('backchannel', says(400, '{"error":"flux"}'), 'flux, HTTP 400', 'request_refused'));
  test('an error of a hundred kilobytes', () =>
    expectRefusal(
      'backchannel',
      says(400, JSON.stringify({ error: 'e'.repeat(100_000) })),
      'HTTP 400',
      'request_refused',
    ));
});

describe.concurrent('a request fails, says why and keeps nothing, when the metadata are', () => {
  const { temporarily_unavailable: _, server_error: __, ...meaningless } = faults;
  for (const [what, [fault, told]] of Object.entries(meaningless)) {
    // Of metadata nothing but the document itself is looked at.
    const word = { 'an empty object': 'OAUTH' }[what] ?? told;
    test(what, () => expectRefusal('discovery', fault, word));
  }
});

describe.concurrent('an OP that redirects', () => {
  test.each(['discovery', 'backchannel', 'jwks'] as const)(
    '%s to another host is not followed',
    async (from) => {
      const stranger = await startHttpDouble();
      try {
        const desk = await lines.open();
        desk.op.strike(from, html(302, { location: `${stranger.url}/anything` }), 1);
        const first = await desk.line.ask();
        expect(first.status).toBe(from === 'jwks' ? 'pending' : 'failed');
        if (from === 'jwks') {
          await desk.op.approve({}, desk.line.store.secrets(first.id).authReqId);
          expect(await desk.line.after(first, 'pending')).toMatchObject({ status: 'approved' });
        }
        expect(stranger.received).toEqual([]);
      } finally {
        await stranger.close();
      }
    },
  );
});

describe.concurrent('an approval outlives keys that are at first', () => {
  for (const [what, [fault]] of Object.entries(faults)) {
    test(what, async () => {
      const desk = await lines.open();
      const { v, authReqId } = await asked(desk);
      desk.op.strike('jwks', fault);
      await desk.op.approve({}, authReqId);
      await expectApproval(desk, v, authReqId);
    });
  }
  test('trickling in', async () => {
    const desk = await lines.open();
    const { v, authReqId } = await asked(desk);
    desk.op.strike('jwks', drips(20, `{"keys":[]${' '.repeat(40)}}`));
    await desk.op.approve({}, authReqId);
    await expectApproval(desk, v, authReqId);
  });
});

/** The request ends with the fault’s word for it, nothing is kept, and the next one goes through. */
async function expectRefusal(
  endpoint: 'discovery' | 'backchannel',
  fault: Fault,
  told: string,
  reason: RefusalReason = 'op_unreachable',
): Promise<void> {
  const desk = await lines.open();
  // What only reads, and got lost, is sent once more; what asks a customer is not.
  const isRepeated = endpoint === 'discovery' && ['ECONNRESET', 'UND_ERR_SOCKET'].includes(told);
  desk.op.strike(endpoint, fault, isRepeated ? 2 : 1);
  const v = await desk.line.ask();
  expect(v).toMatchObject({ status: 'failed', reason });
  expect(v.detail).toContain(told);
  expect(v.detail?.length).toBeLessThan(200);
  expect(desk.line.log.text()).toContain(told);
  expect(desk.line.store.secrets(v.id)).toEqual({});
  expectNothingTold(desk.line, []);
  expect(desk.op.arrivals.filter((one) => one.endpoint === endpoint)).toHaveLength(isRepeated ? 2 : 1);
  // A failed discovery is not repeated within a second.
  const next = await eventually(() => asked(desk), { timeout: 5_000, interval: 400 });
  expect(next.v.id).not.toBe(v.id);
}
