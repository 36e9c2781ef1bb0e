import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createCertificateAuthority } from '../support/certificates';
import { eventually } from '../support/eventually';
import { html } from '../support/faults';
import { asked, expectApproval, expectEnd, type FaultyLine, faultyLines } from '../support/faulty-line';
import { lab } from '../support/providers/lab';
import type { ProviderDouble } from '../support/providers/provider-double';
import { bob } from '../support/samples';

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

const lost = ({ line }: FaultyLine) =>
  eventually(() => expect(line.store.actions()).toContain('verification.op_lost'));
const polled = (desk: FaultyLine, authReqId: string, times: number) =>
  eventually(() => expect(desk.op.polls(authReqId).length).toBeGreaterThanOrEqual(times));

describe.concurrent('an OP that is down', () => {
  test('right after its acknowledgement loses nothing', async () => {
    const desk = await lines.open();
    const { v, authReqId } = await asked(desk);
    await desk.op.down();
    await lost(desk);
    expect(desk.line.store.get(v.id)).toMatchObject({ status: 'pending', opReachable: false });
    expect(desk.line.log.text()).toContain('ECONNREFUSED');
    await desk.op.up();
    await desk.op.approve({}, authReqId);
    await expectApproval(desk, v, authReqId);
  });

  test('while the customer approves loses nothing', async () => {
    const desk = await lines.open();
    const { v, authReqId } = await asked(desk);
    await polled(desk, authReqId, 1);
    await desk.op.down();
    await desk.op.approve({}, authReqId);
    await lost(desk);
    await desk.op.up();
    await expectApproval(desk, v, authReqId);
  });

  test('while the customer denies loses nothing', async () => {
    const desk = await lines.open();
    const { v, authReqId } = await asked(desk);
    await desk.op.down();
    await desk.op.deny(authReqId);
    await lost(desk);
    await desk.op.up();
    await expectEnd(desk, v, authReqId, { status: 'denied', reason: 'denied' });
  });

  test('again and again is told to the desk each time, and loses nothing', async () => {
    const desk = await lines.open();
    const { v, authReqId } = await asked(desk);
    const actions = () => desk.line.store.actions(v.id).filter((action) => action.includes('op_'));
    for (const times of [1, 2]) {
      await desk.op.down();
      await eventually(() => expect(actions()).toHaveLength(2 * times - 1));
      await desk.op.up();
      await eventually(() => expect(actions()).toHaveLength(2 * times));
    }
    await desk.op.approve({}, authReqId);
    await expectApproval(desk, v, authReqId);
    expect(actions()).toEqual([1, 2].flatMap(() => ['verification.op_lost', 'verification.op_found']));
  });

  test('until the deadline leaves a failure, not an expiry, and nothing is kept', async () => {
    const desk = await lines.open({ line: { requestedExpiry: 3 } });
    const { v, authReqId } = await asked(desk);
    await desk.op.down();
    await desk.op.approve({}, authReqId);
    await expectEnd(desk, v, authReqId, { status: 'failed', reason: 'op_unreachable' });
  });

  test('for a single moment before the deadline makes no failure of an expiry', async () => {
    const desk = await lines.open({ line: { requestedExpiry: 3 } });
    const { v, authReqId } = await asked(desk);
    await polled(desk, authReqId, 1);
    desk.op.strike('token', html(503), 1);
    await expectEnd(desk, v, authReqId, { status: 'expired', reason: 'expired' });
    const { endedAt, expiresAt } = desk.line.store.get(v.id);
    expect(Number(endedAt) - Number(expiresAt)).toBeLessThan(1_000);
  });

  test('when a request is to be made is told at once, and works again when it is back', async () => {
    const desk = await lines.open();
    await desk.op.down();
    const refused = await desk.line.ask();
    expect(refused).toMatchObject({ status: 'failed', reason: 'op_unreachable', detail: 'ECONNREFUSED' });
    expect(desk.line.store.secrets(refused.id)).toEqual({});
    await desk.op.up();
    const { v, authReqId } = await eventually(() => asked(desk), { timeout: 5_000, interval: 300 });
    await desk.op.approve({}, authReqId);
    await expectApproval(desk, v, authReqId);

    // Now its metadata are known, and there may be a connection that is only just torn.
    await desk.op.down();
    const again = await desk.line.ask({}, bob);
    expect(again).toMatchObject({ status: 'failed', reason: 'op_unreachable' });
    expect(again.detail).toMatch(/ECONNREFUSED|UND_ERR_SOCKET/);
    expect(desk.line.store.secrets(again.id)).toEqual({});
  });
});

describe.concurrent('an OP whose certificate', () => {
  const bad = {
    'has expired': {
      certificate: () => op.authority.issueServer({ notAfter: new Date(Date.now() - 60_000) }),
      told: 'CERT_HAS_EXPIRED',
    },
    'is vouched for by a stranger': {
      certificate: async () => (await createCertificateAuthority('CN=Stranger')).issueServer(),
      told: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    },
  };
  for (const [what, { certificate, told }] of Object.entries(bad)) {
    test(`${what} while a verification is pending is told nothing until it shows a good one`, async () => {
      const good = await op.authority.issueServer();
      const desk = await lines.open({ certificate: good });
      const { v, authReqId } = await asked(desk);
      desk.op.show(await certificate());
      const before = desk.op.arrivals.length;
      await desk.op.approve({}, authReqId);
      await lost(desk);
      expect(desk.op.arrivals).toHaveLength(before);
      expect(desk.line.log.text()).toContain(told);
      desk.op.show(good);
      await expectApproval(desk, v, authReqId);
    });

    test(`${what} is asked nothing in the first place`, async () => {
      const desk = await lines.open({ certificate: await certificate() });
      const v = await desk.line.ask();
      expect(v).toMatchObject({ status: 'failed', reason: 'op_unreachable', detail: told });
      expect(desk.op.arrivals).toEqual([]);
    });
  }
});

describe.concurrent('an OP whose keys cannot be had when the customer has approved', () => {
  test.each([1_000, 3_500])('for %d milliseconds loses nothing', async (ms) => {
    const desk = await lines.open();
    const { v, authReqId } = await asked(desk);
    desk.op.strike('jwks', html(503), Number.POSITIVE_INFINITY);
    await desk.op.approve({}, authReqId);
    const asksForKeys = () => desk.op.arrivals.some(({ endpoint }) => endpoint === 'jwks');
    await eventually(() => expect(asksForKeys()).toBe(true));
    setTimeout(() => desk.op.heal(), ms);
    await expectApproval(desk, v, authReqId);
  });

  test('until the deadline has its tokens revoked, and nothing is kept', async () => {
    const desk = await lines.open({ line: { requestedExpiry: 4 } });
    const { v, authReqId } = await asked(desk);
    desk.op.strike('jwks', html(503), Number.POSITIVE_INFINITY);
    let accessToken: unknown;
    const mutateTokens = (tokens: Record<string, unknown>) => {
      accessToken = tokens.access_token;
      return tokens;
    };
    await desk.op.approve({ mutateTokens }, authReqId);
    expect(['failed', 'expired']).toContain((await desk.line.after(v, 'pending')).status);
    expect(desk.line.store.secrets(v.id)).toEqual({});
    await eventually(() => expect(op.revoked).toContain(accessToken));
  });
});
