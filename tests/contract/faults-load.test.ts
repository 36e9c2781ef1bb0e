import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createCibaClient } from '@/lib/ciba/client';
import { createProvider } from '@/lib/ciba/provider';
import { createTransport } from '@/lib/ciba/transport';
import { systemClock } from '@/lib/clock';
import { about, providerSettings } from '../support/ciba-client';
import { eventually } from '../support/eventually';
import { html, says } from '../support/faults';
import { type FaultyLine, faultyLines } from '../support/faulty-line';
import { INTERVAL } from '../support/faulty-op';
import { lab } from '../support/providers/lab';
import type { ProviderDouble } from '../support/providers/provider-double';
import { pending } from '../support/samples';

const NODES = 20;
const VERIFICATIONS = 200;

let op: ProviderDouble;
beforeAll(async () => {
  op = await lab.start();
});
const lines = faultyLines(() => op);
afterAll(async () => {
  await lines.close();
  await op.close();
});

const passing = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe.concurrent('an OP that fails', () => {
  test('to tell its metadata is asked for them at most once a second by each of twenty nodes', async () => {
    const { op: faulty } = await lines.open();
    faulty.strike('discovery', html(503), Number.POSITIVE_INFINITY);
    const transport = createTransport();
    const nodes = Array.from({ length: NODES }, () => {
      const asked: number[] = [];
      const counted: typeof transport = (url, init) => {
        asked.push(performance.now());
        return transport(url, init);
      };
      const client = createCibaClient(createProvider(providerSettings(faulty.issuer), counted, systemClock));
      return { client, asked };
    });
    const begun = performance.now();
    const elapsed = () => performance.now() - begun;
    while (elapsed() < 2_500 || nodes.some(({ asked }) => asked.length < 3)) {
      await Promise.all(
        nodes.map(async ({ client }) => {
          const outcome = await client.pollOnce('an-auth-req-id', about('somebody'));
          expect(outcome).toMatchObject({ kind: 'unavailable', detail: expect.stringContaining('HTTP 503') });
        }),
      );
      await passing(50);
    }
    for (const { asked } of nodes) {
      expect(asked.length).toBeLessThanOrEqual(1 + elapsed() / 1_000);
      for (const [n, at] of asked.slice(1).entries())
        expect(at - (asked[n] ?? 0)).toBeGreaterThanOrEqual(990);
    }
  });

  test('two hundred waiting verifications is asked less and less, and not by all at once', async () => {
    const desk = await lines.open();
    desk.op.strike('token', html(503), Number.POSITIVE_INFINITY);
    const waiting = putAll(desk);
    const polls = await eventually(
      () => {
        const all = waiting.map(({ authReqId }) => desk.op.polls(authReqId));
        for (const one of all) expect(one.length).toBeGreaterThanOrEqual(4);
        return all;
      },
      { timeout: 60_000, interval: 200 },
    );
    for (const one of polls) {
      const pauses = one.slice(1).map((at, n) => at - (one[n] ?? 0));
      // After the second fault 0.5 to 1 second, then twice as long each time; never less than the interval.
      for (const [n, least] of [500, 500, 1_000].entries()) {
        expect(pauses[n]).toBeGreaterThanOrEqual(least - TOLERANCE_MS);
      }
    }
    // All began in step, and each waits for a time of its own before the fourth: between one second and two. Told by the
    // pauses, for a machine that stops for a moment makes arrivals of many moments one.
    const last = polls.map((one) => (one[3] ?? 0) - (one[2] ?? 0));
    expect(middleHalf(last)).toBeGreaterThan(250);
  }, 70_000);

  test('two hundred waiting verifications for a while is found again by each of them', async () => {
    const desk = await lines.open();
    desk.op.strike('token', html(503), 3 * VERIFICATIONS);
    desk.op.strike('token', says(400, '{"error":"access_denied"}'), VERIFICATIONS);
    const waiting = putAll(desk);
    await eventually(
      () => {
        for (const { v } of waiting) expect(desk.line.store.get(v.id).status).toBe('denied');
      },
      { timeout: 60_000, interval: 200 },
    );
    const sent = desk.op.arrivals.filter(({ endpoint }) => endpoint === 'token');
    expect(sent).toHaveLength(4 * VERIFICATIONS);
  }, 70_000);
});

/** Requests arrive a little closer than they were sent while this machine is busy. */
const TOLERANCE_MS = 250;

/** Verifications of as many customers, left by a node that is gone. */
function putAll({ line }: FaultyLine) {
  return Array.from({ length: VERIFICATIONS }, (_, n) => {
    const now = Date.now();
    const authReqId = `auth-req-${n}`;
    const v = line.store.put(
      pending({
        customerId: `C-${n}`,
        intervalSeconds: INTERVAL,
        requestedAt: new Date(now),
        expiresAt: new Date(now + 60_000),
      }),
      { authReqId },
    );
    return { v, authReqId };
  });
}

/** How far apart the quarters are: within that lies the middle half of these. */
function middleHalf(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const at = (part: number) => sorted[Math.floor(sorted.length * part)] ?? 0;
  return at(0.75) - at(0.25);
}
