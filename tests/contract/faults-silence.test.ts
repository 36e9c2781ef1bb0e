import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { drips, silence } from '../support/faults';
import { asked, expectApproval, expectNothingTold, faultyLines } from '../support/faulty-line';
import { lab } from '../support/providers/lab';
import type { ProviderDouble } from '../support/providers/provider-double';

/** Patience is shorter here by this factor: nobody waits a minute for a test. */
const HASTE = 25;

let op: ProviderDouble;
beforeAll(async () => {
  const timeout = AbortSignal.timeout.bind(AbortSignal);
  vi.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => timeout(Math.ceil(ms / HASTE)));
  op = await lab.start({ interval: 0.3 });
});
const lines = faultyLines(() => op);
afterAll(async () => {
  await lines.close();
  await op.close();
  vi.restoreAllMocks();
});

describe.concurrent.each([
  ['does not answer at all', silence],
  ['answers a byte a second', drips(1_000)],
] as const)('an OP that %s', (_what, fault) => {
  test('when its metadata are read is given up after ten seconds', async () => {
    const desk = await lines.open();
    desk.op.strike('discovery', fault);
    const before = performance.now();
    const v = await desk.line.ask();
    expect(v).toMatchObject({ status: 'failed', reason: 'op_unreachable', detail: 'OAUTH_TIMEOUT' });
    expectPatience(before, 10);
    expect(desk.line.store.secrets(v.id)).toEqual({});
  });

  test('when it is to ask the customer is given up after thirty seconds', async () => {
    const desk = await lines.open();
    desk.op.strike('backchannel', fault);
    const before = performance.now();
    const v = await desk.line.ask();
    expect(v).toMatchObject({ status: 'failed', reason: 'op_unreachable', detail: 'OAUTH_TIMEOUT' });
    expectPatience(before, 30);
    expect(desk.line.store.secrets(v.id)).toEqual({});
    expectNothingTold(desk.line, []);
  });

  test('when it is polled is given up after a minute, and asked again', async () => {
    const desk = await lines.open();
    const { v, authReqId } = await asked(desk);
    desk.op.strike('token', fault);
    await desk.op.approve({}, authReqId);
    await expectApproval(desk, v, authReqId);
    const [first = 0, second = 0] = desk.op.polls(authReqId);
    expect(second - first).toBeGreaterThanOrEqual((65_000 / HASTE) * 0.9);
    expect(desk.op.overlap).toBe(1);
  });

  test('when its keys are needed is asked for them once more', async () => {
    const desk = await lines.open();
    const { v, authReqId } = await asked(desk);
    desk.op.strike('jwks', fault);
    await desk.op.approve({}, authReqId);
    await expectApproval(desk, v, authReqId);
  });

  test('when tokens are to be revoked keeps nobody waiting for the end of a verification', async () => {
    const desk = await lines.open();
    const { v, authReqId } = await asked(desk);
    desk.op.strike('revocation', fault);
    await desk.op.approve({ sub: 'somebody-else' }, authReqId);
    expect(await desk.line.after(v, 'pending')).toMatchObject({ status: 'failed', reason: 'wrong_subject' });
    expect(desk.line.store.secrets(v.id)).toEqual({});
  });
});

/** As many seconds would have passed, and not many more. */
function expectPatience(before: number, seconds: number): void {
  const passed = ((performance.now() - before) * HASTE) / 1000;
  expect(passed).toBeGreaterThanOrEqual(seconds * 0.95);
  expect(passed).toBeLessThan(seconds + 20);
}
