import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { systemClock } from '@/lib/clock';
import { NotificationHub } from '@/lib/verification/notifications';
import { receiveNotification } from '@/lib/verification/notify';
import type { Verification } from '@/lib/verification/verification';
import { html } from '../support/faults';
import { asked, expectApproval, expectNothingTold, faultyLines } from '../support/faulty-line';
import { type Line, type LineOptions, openLine } from '../support/line';
import { lab } from '../support/providers/lab';
import type { Delivery, ProviderDouble } from '../support/providers/provider-double';

// These tests wait far more than they work.
vi.setConfig({ maxConcurrency: 20 });

/** An OP that notifies twice: as one does that repeats what was not taken. */
let stubborn: ProviderDouble;
let op: ProviderDouble;
beforeAll(async () => {
  [stubborn, op] = await Promise.all([
    lab.start({ interval: 0.5, notifyTimes: 2 }),
    lab.start({ interval: 0.3, notifyTimes: 0 }),
  ]);
});
const lines = faultyLines(() => op);
const toClose: { close(): Promise<void> }[] = [];
afterAll(async () => {
  await lines.close();
  await Promise.all(toClose.map((one) => one.close()));
  await Promise.all([stubborn.close(), op.close()]);
});

describe.concurrent('a ping that comes while the database refuses', () => {
  test.each(['update', 'findByNotification', 'secretsOf'] as const)(
    '(%s) is not taken, and its repetition brings the approval',
    async (statement) => {
      const { line, ask, notified } = await deskFor('ping');
      const v = await ask();
      vi.spyOn(line.store, statement).mockRejectedValueOnce(new Error('connection lost'));
      const before = performance.now();
      await stubborn.approve({}, line.store.secrets(v.id).authReqId);
      expect(notified()).toEqual([503, 204]);
      expect(await line.after(v, 'pending')).toMatchObject({ status: 'approved' });
      // By the ping: the sparse polling beside it is far slower.
      expect(performance.now() - before).toBeLessThan(3_000);
      expect(count(line, v, 'verification.pinged')).toBe(1);
      expect(count(line, v, 'verification.approved')).toBe(1);
    },
  );
});

describe.concurrent('a push that comes while the database refuses', () => {
  test('for a moment is taken all the same', async () => {
    const { line, ask, notified } = await deskFor('push');
    const v = await ask();
    refuseUpdates(line, 2);
    await stubborn.approve({}, line.store.secrets(v.id).authReqId);
    expect(notified()).toEqual([204, 204]);
    expect(line.store.get(v.id).status).toBe('approved');
    expect(count(line, v, 'verification.approved')).toBe(1);
    const { tokens } = line.store.secrets(v.id);
    expect(stubborn.revoked).not.toContain(tokens?.accessToken);
    expectNothingTold(line, [tokens?.accessToken]);
  });

  test('for longer is not taken, and its repetition brings tokens that still work', async () => {
    const { line, ask, notified } = await deskFor('push');
    const v = await ask();
    refuseUpdates(line, 5);
    await stubborn.approve({}, line.store.secrets(v.id).authReqId);
    expect(notified()).toEqual([503, 204]);
    expect(line.store.get(v.id).status).toBe('approved');
    const { tokens } = line.store.secrets(v.id);
    if (!tokens) throw new Error('approved without tokens');
    expect(stubborn.revoked).not.toContain(tokens.accessToken);
    const data = await line.resources.request(tokens, 'GET', new URL(stubborn.resourceUrl.plain));
    expect(data.status).toBe(200);
  });

  test('before anything was read is not taken, and its repetition brings the approval', async () => {
    const { line, ask, notified } = await deskFor('push');
    const v = await ask();
    vi.spyOn(line.store, 'findByNotification').mockRejectedValueOnce(new Error('connection lost'));
    await stubborn.approve({}, line.store.secrets(v.id).authReqId);
    expect(notified()).toEqual([503, 204]);
    expect(line.store.get(v.id).status).toBe('approved');
  });
});

describe.concurrent('a ping that never comes', () => {
  test('is made up for by a look before the deadline', async () => {
    const desk = await lines.open({ delivery: 'ping', line: { requestedExpiry: 5 } });
    const { v, authReqId } = await asked(desk);
    await desk.op.approve({}, authReqId);
    await expectApproval(desk, v, authReqId);
    expect(desk.op.polls(authReqId)).toHaveLength(1);
  });

  test('because our address is wrong is made up for in the same way', async () => {
    const nowhere = { notificationEndpoint: 'http://127.0.0.1:9/api/ciba/notify' };
    const desk = await lines.open({ delivery: 'ping', line: { requestedExpiry: 5, client: nowhere } });
    const { v, authReqId } = await asked(desk);
    await desk.op.approve({}, authReqId);
    await expectApproval(desk, v, authReqId);
  });

  test('and a last look at an OP that is too busy ends the verification on time, and keeps nothing', async () => {
    const desk = await lines.open({ delivery: 'ping', line: { requestedExpiry: 4 } });
    const { v, authReqId } = await asked(desk);
    desk.op.strike('token', html(503, { 'retry-after': '60' }), 5);
    await desk.op.approve({}, authReqId);
    const ended = await desk.line.after(v, 'pending');
    expect(['expired', 'failed']).toContain(ended.status);
    expect(Number(ended.endedAt) - Number(ended.expiresAt)).toBeLessThan(500);
    expect(desk.line.store.secrets(v.id)).toEqual({});
  });
});

test.concurrent('a push that never comes leaves an expiry on time, and not one token request', async () => {
  const desk = await lines.open({ delivery: 'push', line: { requestedExpiry: 2 } });
  const { v, authReqId } = await asked(desk);
  await desk.op.approve({}, authReqId);
  expect(await desk.line.after(v, 'pending')).toMatchObject({ status: 'expired', reason: 'expired' });
  expect(desk.op.polls(authReqId)).toEqual([]);
  expect(desk.line.store.secrets(v.id)).toEqual({});
});

/** A desk whose address answers 503 when what came could not be recorded, as app/api/ciba/notify does. */
async function deskFor(delivery: Delivery, options: LineOptions = {}) {
  const verbs = { receive: async (_authorization: string | null, _body: string) => 503 };
  const server = createServer(async (request, response) => {
    const body = await text(request);
    response.writeHead(await verbs.receive(request.headers.authorization ?? null, body)).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('no port');
  const notificationEndpoint = `http://127.0.0.1:${address.port}/`;
  const line = await openLine(stubborn, 'client_secret_basic', delivery, {
    ...options,
    client: { notificationEndpoint },
  });
  toClose.push(line, { close: () => new Promise((resolve) => server.close(() => resolve())) });
  const { store: verifications, ciba, log } = line;
  const deps = {
    verifications,
    notifications: new NotificationHub(),
    ciba,
    clock: systemClock,
    log: log.log,
  };
  verbs.receive = async (authorization, body) => {
    const receipt = await receiveNotification(deps, authorization, body).catch(() => 'fault' as const);
    return { accepted: 204, refused: 401, too_early: 503, not_stored: 503, fault: 503 }[receipt];
  };
  return {
    line,
    async ask(): Promise<Verification> {
      const v = await line.ask();
      expect(v.status).toBe('pending');
      return v;
    },
    /** How the OP's notifications were answered. */
    notified: () =>
      stubborn.notifications.filter(({ url }) => url === notificationEndpoint).map(({ status }) => status),
  };
}

function refuseUpdates(line: Line, times: number): void {
  const update = vi.spyOn(line.store, 'update');
  for (let n = 0; n < times; n += 1) update.mockRejectedValueOnce(new Error('connection lost'));
}

function count(line: Line, v: Verification, action: string): number {
  return line.store.actions(v.id).filter((one) => one === action).length;
}
