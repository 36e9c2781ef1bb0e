import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { eventually } from '../support/eventually';
import { delays, holds, html, says, silence } from '../support/faults';
import { asked, expectApproval, expectEnd, faultyLines } from '../support/faulty-line';
import { lab } from '../support/providers/lab';
import type { ProviderDouble } from '../support/providers/provider-double';

// These tests wait far more than they work.
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

const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1000).toUTCString();
const pending = '{"error":"authorization_pending"}';
const json = { 'content-type': 'application/json' };

describe.concurrent.each([429, 503])('an OP that is too busy (%d) to be asked', (status) => {
  test.each<[string, () => string]>([
    ['two seconds', () => '2'],
    ['a moment', () => inSeconds(3)],
  ])('for %s is left alone as long as it says', async (_what, retryAfter) => {
    const desk = await lines.open();
    const { v, authReqId } = await asked(desk);
    desk.op.strike('token', html(status, { 'retry-after': retryAfter() }));
    await desk.op.approve({}, authReqId);
    await expectApproval(desk, v, authReqId);
    const [first = 0, second = 0] = desk.op.polls(authReqId);
    expect(second - first).toBeGreaterThanOrEqual(1_900);
  });

  test.each<[string, () => string]>([
    ['nothing', () => '0'],
    ['the past', () => inSeconds(-3600)],
    ['less than nothing', () => '-5'],
    ['rubbish', () => 'soon'],
    ['a fraction', () => '1.5'],
    ['an exponent', () => '1e9'],
    ['no value', () => ''],
  ])('and names %s as the time to come back is asked again soon', async (_what, retryAfter) => {
    const desk = await lines.open();
    const { v, authReqId } = await asked(desk);
    desk.op.strike('token', html(status, { 'retry-after': retryAfter() }), 2);
    await desk.op.approve({}, authReqId);
    await expectApproval(desk, v, authReqId);
    expect(desk.line.log.text()).toContain(`HTTP ${status}`);
  });

  test.each<[string, string]>([
    ['thirty years', '1000000000'],
    ['longer than numbers go', '9'.repeat(400)],
    ['until the end of the calendar', 'Fri, 31 Dec 9999 23:59:59 GMT'],
  ])('for %s is asked once more before the deadline', async (_what, retryAfter) => {
    const desk = await lines.open({ line: { requestedExpiry: 6 } });
    const { v, authReqId } = await asked(desk);
    desk.op.strike('token', html(status, { 'retry-after': retryAfter }));
    await desk.op.approve({}, authReqId);
    await expectApproval(desk, v, authReqId);
    expect(desk.op.polls(authReqId)).toHaveLength(2);
  });
});

describe.concurrent('an OP that asks for patience', () => {
  test('with Retry-After beside authorization_pending gets it', async () => {
    const desk = await lines.open();
    const { v, authReqId } = await asked(desk);
    desk.op.strike('token', says(400, pending, { ...json, 'retry-after': '2' }));
    await desk.op.approve({}, authReqId);
    await expectApproval(desk, v, authReqId);
    const [first = 0, second = 0] = desk.op.polls(authReqId);
    expect(second - first).toBeGreaterThanOrEqual(1_900);
  });

  test.each<[string, unknown]>([
    ['no interval', undefined],
    ['a longer interval', 6],
    ['an interval of thirty years', 1e9],
    ['an interval that is no number', 'long'],
    ['a negative interval', -1],
  ])('by slow_down with %s is asked at least five seconds later, in time', async (_what, interval) => {
    const desk = await lines.open({ line: { requestedExpiry: 12 } });
    const { v, authReqId } = await asked(desk);
    desk.op.strike('token', says(400, JSON.stringify({ error: 'slow_down', interval })));
    await desk.op.approve({}, authReqId);
    await expectApproval(desk, v, authReqId);
    const [first = 0, second = 0] = desk.op.polls(authReqId);
    expect(second - first).toBeGreaterThanOrEqual(5_400);
  });
});

describe.concurrent('an OP that holds a token request open', () => {
  test('until the customer has answered is not asked a second time meanwhile', async () => {
    const desk = await lines.open();
    const { v, authReqId } = await asked(desk);
    desk.op.strike('token', holds(3_000));
    await eventually(() => expect(desk.op.polls(authReqId)).toHaveLength(1));
    await desk.op.approve({}, authReqId);
    await expectApproval(desk, v, authReqId);
    expect(desk.op.polls(authReqId)).toHaveLength(1);
  });

  test('again and again, longer than the interval, is asked by one request at a time', async () => {
    const desk = await lines.open();
    const { v, authReqId } = await asked(desk);
    desk.op.strike('token', holds(900), 3);
    await eventually(() => expect(desk.op.polls(authReqId)).toHaveLength(3));
    await desk.op.approve({}, authReqId);
    await expectApproval(desk, v, authReqId);
    expect(desk.op.overlap).toBe(1);
  });

  test('beyond the deadline delays the end of the verification by nothing', async () => {
    const desk = await lines.open({ line: { requestedExpiry: 2 } });
    const { v, authReqId } = await asked(desk);
    desk.op.strike('token', silence);
    await expectEnd(desk, v, authReqId, { status: 'expired', reason: 'expired' });
    const { endedAt, expiresAt } = desk.line.store.get(v.id);
    expect(Number(endedAt) - Number(expiresAt)).toBeLessThan(500);
    expect(desk.op.polls(authReqId)).toHaveLength(1);
  });

  test('and approves after the deadline has its tokens revoked', async () => {
    const desk = await lines.open({ line: { requestedExpiry: 2 } });
    const { v, authReqId } = await asked(desk);
    // The double is asked in time and answers in time; the line takes too long to bring it.
    desk.op.strike('token', delays(2_000));
    const accessToken = new Promise<string>((resolve) => {
      void desk.op.approve(
        {
          mutateTokens: (tokens) => {
            resolve(String(tokens.access_token));
            return tokens;
          },
        },
        authReqId,
      );
    });
    await expectEnd(desk, v, authReqId, { status: 'expired', reason: 'expired' });
    const token = await accessToken;
    await eventually(() => expect(op.revoked).toContain(token));
    expect(desk.line.store.get(v.id).status).toBe('expired');
  });
});
