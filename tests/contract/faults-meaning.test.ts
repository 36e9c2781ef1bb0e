import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { eventually } from '../support/eventually';
import { says, spoils } from '../support/faults';
import { asked, expectApproval, expectEnd, faultyLines } from '../support/faulty-line';
import type { Fault } from '../support/faulty-op';
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

type Packer = (text: string | Buffer) => Buffer;
const packers: readonly [coding: string, pack: Packer][] = [
  ['gzip', gzipSync],
  ['x-gzip', gzipSync],
  ['GZIP', gzipSync],
  ['deflate', deflateSync],
  ['deflate', deflateRawSync],
  ['br', brotliCompressSync],
  ['gzip, br', (text) => brotliCompressSync(gzipSync(text))],
];

/** The ways of saying the same. */
const ways = (body: string): readonly [way: string, fault: Fault][] => [
  ['as plain text', says(400, body, { 'content-type': 'text/plain' })],
  ['as HTML', says(400, body, { 'content-type': 'text/html' })],
  ['without a media type', says(400, body, {})],
  ['with a space in the media type', says(400, body, { 'content-type': 'application/json ;charset=UTF-8' })],
  ['with another charset', says(400, body, { 'content-type': 'application/json; charset=iso-8859-1' })],
  ['in capitals', says(400, body, { 'content-type': 'Application/JSON' })],
  ['as a kind of JSON', says(400, body, { 'content-type': 'application/problem+json' })],
  ['after a byte order mark', says(400, `\uFEFF${body}`)],
  ['with status 200', says(200, body)],
  ['with status 403', says(403, body)],
  ['with status 500', says(500, body)],
  ['with status 503', says(503, body, { 'content-type': 'text/plain', 'retry-after': '1' })],
  ['with a challenge', says(401, body, { 'www-authenticate': 'Bearer', 'content-type': 'text/plain' })],
  ...packers.map(([coding, pack]): [string, Fault] => [
    `packed as ${coding}`,
    (response) => response.writeHead(400, { 'content-encoding': coding }).end(pack(body)),
  ]),
];

describe.concurrent('a denial is one', () => {
  test.each(ways('{"error":"access_denied","error_description":null}'))('%s', async (_way, fault) => {
    const desk = await lines.open({ line: { requestedExpiry: 30 } });
    const { v, authReqId } = await asked(desk);
    desk.op.strike('token', fault);
    await expectEnd(desk, v, authReqId, { status: 'denied', reason: 'denied' });
    expect(desk.op.polls(authReqId)).toHaveLength(1);
  });
});

describe.concurrent('a customer who has not answered yet is waited for, and nothing is wrong', () => {
  test.each(ways('{"error":"authorization_pending"}'))('%s', async (_way, fault) => {
    const desk = await lines.open();
    const { v, authReqId } = await asked(desk);
    desk.op.strike('token', fault);
    await desk.op.approve({}, authReqId);
    await expectApproval(desk, v, authReqId);
    expect(desk.line.store.actions(v.id)).not.toContain('verification.op_lost');
  });

  test('and too often asked is asked more seldom, also in plain text', async () => {
    const desk = await lines.open({ line: { requestedExpiry: 20 } });
    const { v, authReqId } = await asked(desk);
    desk.op.strike('token', says(400, '{"error":"slow_down"}', { 'content-type': 'text/plain' }));
    await desk.op.approve({}, authReqId);
    await expectApproval(desk, v, authReqId);
    const [first = 0, second = 0] = desk.op.polls(authReqId);
    expect(second - first).toBeGreaterThanOrEqual(5_400);
  });
});

describe.concurrent('an approval is one', () => {
  const absent = {
    refresh_token: null,
    scope: null,
    expires_in: null,
    authorization_details: null,
    error: null,
  };
  test.each<[way: string, change: Record<string, unknown>]>([
    ['with members that are null', absent],
    ['with a refresh token that is null', { refresh_token: null }],
    ['with a lifetime that is null', { expires_in: null }],
  ])('%s', async (_way, change) => {
    const desk = await lines.open();
    const { v, authReqId } = await asked(desk);
    await desk.op.approve({ mutateTokens: (tokens) => ({ ...tokens, ...change }) }, authReqId);
    await expectApproval(desk, v, authReqId);
  });

  test.each(packers)('packed as %s although nobody asked for it', async (coding, pack) => {
    const desk = await lines.open();
    const { v, authReqId } = await asked(desk);
    desk.op.strike(
      'token',
      spoils((response, { body }) =>
        response
          .writeHead(200, { 'content-type': 'application/json', 'content-encoding': coding })
          .end(pack(body)),
      ),
    );
    await desk.op.approve({}, authReqId);
    await expectApproval(desk, v, authReqId);
  });

  test('after a byte order mark', async () => {
    const desk = await lines.open();
    const { v, authReqId } = await asked(desk);
    desk.op.strike(
      'token',
      spoils((response, { body }) => response.end(`\uFEFF${body}`)),
    );
    await desk.op.approve({}, authReqId);
    await expectApproval(desk, v, authReqId);
  });
});

describe.concurrent('tokens are refused and revoked', () => {
  const withBytes = (body: string, end: Buffer) =>
    Buffer.concat([Buffer.from(body.replace(/\}$/, ',"note":"')), end, Buffer.from('"}')]);
  test.each<[what: string, status: number, spoil: (body: string) => string | Buffer, detail: string]>([
    [
      'with an error beside them',
      200,
      (body) => body.replace('{', '{"error":"access_denied",'),
      'an error beside the tokens',
    ],
    [
      'with an error and its status',
      400,
      (body) => body.replace('{', '{"error":"access_denied",'),
      'an error beside the tokens',
    ],
    ['under a status of failure', 500, (body) => body, 'HTTP 500'],
    ['in an answer that is no UTF-8', 200, (body) => withBytes(body, Buffer.from([0xff])), 'not UTF-8'],
    [
      'in an answer that ends in the middle of a letter',
      200,
      (body) => withBytes(body, Buffer.from([0xe2, 0x82])),
      'not UTF-8',
    ],
  ])('%s', async (_what, status, spoil, detail) => {
    const desk = await lines.open();
    const { v, authReqId } = await asked(desk);
    let issued: unknown;
    desk.op.strike(
      'token',
      spoils((response, { body }) => {
        issued = JSON.parse(body).access_token;
        response.writeHead(status, { 'content-type': 'application/json' }).end(spoil(body));
      }),
    );
    await desk.op.approve({}, authReqId);
    await expectEnd(desk, v, authReqId, { status: 'failed', reason: 'invalid_token', detail });
    await eventually(() => expect(op.revoked).toContain(issued));
  });
});

describe.concurrent('a refusal at the backchannel endpoint is one', () => {
  test.each(ways('{"error":"unknown_user_id"}'))('%s', async (_way, fault) => {
    const desk = await lines.open();
    desk.op.strike('backchannel', fault);
    expect(await desk.line.ask()).toMatchObject({ status: 'failed', reason: 'unknown_user' });
  });
});

test('an answer that trickles in for longer than anybody who has one needs is none', async () => {
  const desk = await lines.open({ line: { requestedExpiry: 60 } });
  const { v, authReqId } = await asked(desk);
  desk.op.strike(
    'token',
    spoils((response, { body }) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const bytes = [...body];
      const drip = setInterval(() => response.write(bytes.shift() ?? ' '), 1_000);
      response.on('close', () => clearInterval(drip));
    }),
  );
  await desk.op.approve({}, authReqId);
  // The OP gives tokens once: what it says the next time is the truth.
  await expectEnd(desk, v, authReqId, {
    status: 'failed',
    reason: 'op_error',
    detail: 'invalid_grant, HTTP 400',
  });
  const [first = 0, second = 0] = desk.op.polls(authReqId);
  expect(second - first).toBeLessThan(15_000);
}, 40_000);
