import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { eventually } from '../support/eventually';
import { drips, faults, html, says, spoils, swallows } from '../support/faults';
import { asked, expectApproval, expectEnd, faultyLines } from '../support/faulty-line';
import { startHttpDouble } from '../support/http-double';
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

describe.concurrent('a pending verification outlives a token request that meets with', () => {
  for (const [what, [fault, told]] of Object.entries(faults)) {
    test(what, async () => {
      const desk = await lines.open();
      const { v, authReqId } = await asked(desk);
      desk.op.strike('token', fault, 2);
      await desk.op.approve({}, authReqId);
      await expectApproval(desk, v, authReqId);
      expect(desk.line.store.actions(v.id)).toContain('verification.op_lost');
      expect(desk.line.log.text()).toContain(told);
      expect(desk.op.polls(authReqId)).toHaveLength(3);
    });
  }
});

describe.concurrent('a pending verification', () => {
  test('outlives an answer that trickles in, and asks nothing else meanwhile', async () => {
    const desk = await lines.open();
    const { v, authReqId } = await asked(desk);
    desk.op.strike('token', drips(25, '{"no":"judgement, in fifty bytes at the very least"}'));
    await desk.op.approve({}, authReqId);
    await expectApproval(desk, v, authReqId);
    const [first = 0, second = 0] = desk.op.polls(authReqId);
    expect(second - first).toBeGreaterThan(1_000);
  });

  test.each([301, 302, 303, 307, 308])('is not led to another host by %d', async (status) => {
    const stranger = await startHttpDouble();
    try {
      const desk = await lines.open();
      const { v, authReqId } = await asked(desk);
      desk.op.strike('token', html(status, { location: `${stranger.url}/token` }), 2);
      await desk.op.approve({}, authReqId);
      await expectApproval(desk, v, authReqId);
      expect(desk.line.log.text()).toContain(`HTTP ${status}`);
      expect(stranger.received).toEqual([]);
    } finally {
      await stranger.close();
    }
  });

  test('whose approval was lost on the way has failed: the OP gives tokens only once', async () => {
    const desk = await lines.open();
    const { v, authReqId } = await asked(desk);
    desk.op.strike('token', swallows);
    await desk.op.approve({}, authReqId);
    await expectEnd(desk, v, authReqId, {
      status: 'failed',
      reason: 'op_error',
      detail: 'invalid_grant, HTTP 400',
    });
    expect(desk.op.polls(authReqId)).toHaveLength(2);
  });

  test('whose tokens come without a type has failed, and they are revoked', async () => {
    const desk = await lines.open();
    const { v, authReqId } = await asked(desk);
    let accessToken: unknown;
    const mutateTokens = ({ token_type: _, ...tokens }: Record<string, unknown>) => {
      accessToken = tokens.access_token;
      return tokens;
    };
    await desk.op.approve({ mutateTokens }, authReqId);
    await expectEnd(desk, v, authReqId, { status: 'failed', reason: 'invalid_token', detail: 'token_type' });
    await eventually(() => expect(op.revoked).toContain(accessToken));
  });

  test('whose tokens come under a wrong label is approved: what counts is that they are good', async () => {
    const desk = await lines.open();
    const { v, authReqId } = await asked(desk);
    const mislabelled = spoils((response, { body }) =>
      response.writeHead(200, { 'content-type': 'text/plain' }).end(body),
    );
    desk.op.strike('token', mislabelled);
    await desk.op.approve({}, authReqId);
    await expectApproval(desk, v, authReqId);
  });

  test.each([
    ['flux_capacitor_empty', 'op_error'],
    ['invalid_scope', 'setup_wrong'],
    ['unsupported_grant_type', 'setup_wrong'],
  ] as const)(
    'fails with the OP’s own word for an error nobody foresaw (%s), and asks no more',
    async (error, reason) => {
      const desk = await lines.open();
      const { v, authReqId } = await asked(desk);
      desk.op.strike('token', says(400, JSON.stringify({ error })));
      const end = { status: 'failed', reason, detail: `${error}, HTTP 400` } as const;
      await expectEnd(desk, v, authReqId, end);
      expect(desk.op.polls(authReqId)).toHaveLength(1);
    },
  );

  test('keeps no error of a hundred kilobytes', async () => {
    const desk = await lines.open();
    const { v, authReqId } = await asked(desk);
    desk.op.strike('token', says(400, JSON.stringify({ error: 'e'.repeat(100_000) })));
    await expectEnd(desk, v, authReqId, { status: 'failed', reason: 'op_error' });
    expect(desk.line.store.get(v.id).detail?.length).toBeLessThan(200);
  });

  test.each<[string, (authReqId: string) => string]>([
    ['in a sentence', (id) => `unknown auth_req_id: ${id}`],
    ['bare', (id) => id],
  ])('keeps no error that repeats its auth_req_id (%s)', async (_how, error) => {
    const desk = await lines.open();
    const { v, authReqId } = await asked(desk);
    desk.op.strike('token', says(400, JSON.stringify({ error: error(authReqId) })));
    await expectEnd(desk, v, authReqId, { status: 'failed', reason: 'op_error' });
    expect(desk.line.store.get(v.id).detail).not.toContain(authReqId);
  });

  test('keeps no description, whatever the OP puts into it', async () => {
    const desk = await lines.open();
    const { v, authReqId } = await asked(desk);
    const error_description = `no ${authReqId} for Maria Alvarez`;
    desk.op.strike('token', says(400, JSON.stringify({ error: 'invalid_grant', error_description })));
    await expectEnd(desk, v, authReqId, { status: 'failed', detail: 'invalid_grant, HTTP 400' });
    expect(desk.line.log.text()).not.toContain('Alvarez');
  });
});
