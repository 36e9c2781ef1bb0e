import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { createHttpTransferApi } from '@/lib/adapters/transfer-api';
import { createResourceClient } from '@/lib/ciba/resource';
import { createTransport } from '@/lib/ciba/transport';
import { authorizationDetail } from '@/lib/transfers/linking';
import { isFrozen } from '@/lib/transfers/transfer';
import type { ExecutionAnswer } from '@/lib/transfers/transfer-api';
import { type Handler, type HttpDouble, hangUp, json, page, startHttpDouble } from '../support/http-double';
import { tokens } from '../support/samples';
import { transferAt } from '../support/transfer-samples';

const PATH = '/api/transfers';
const transfer = transferAt('executing');
if (!isFrozen(transfer)) throw new Error('the sample has no order');
const detail = authorizationDetail(transfer);
const key = `${transfer.id}.1`;
const receipt = {
  status: 'executed',
  bankReference: 'ALDR-1',
  executedAt: '2026-03-02T09:00:00.000Z',
  transferId: transfer.id,
  hash: transfer.hash,
};

let bank: HttpDouble;
beforeAll(async () => {
  bank = await startHttpDouble();
});
afterEach(() => vi.restoreAllMocks());
afterAll(() => bank.close());

function ask(handler: Handler): Promise<ExecutionAnswer> {
  bank.on[PATH] = handler;
  const api = createHttpTransferApi(`${bank.url}/api`, createResourceClient(createTransport()));
  return api.execute(tokens(), detail, key);
}

const error = (name: unknown) => ({ error: name, error_description: 'Maria Alvarez has no money' });

test('the request carries the token, the key and exactly the detail, once', async () => {
  bank.received.length = 0;
  await ask(json(201, receipt));
  const [request, ...more] = bank.received;
  expect(more).toEqual([]);
  expect(request).toMatchObject({
    method: 'POST',
    url: PATH,
    headers: {
      authorization: 'Bearer access-token-of-maria',
      'idempotency-key': key,
      'content-type': 'application/json',
      accept: 'application/json',
    },
  });
  // The double reads every body as a form; ours is the one name in it, once the signs of forms are put back.
  const [[body] = ['']] = [...(request?.body ?? [])];
  expect(JSON.parse(body)).toEqual(detail);
});

describe('a receipt', () => {
  test.each([200, 201, 202])('with %i is an execution', async (status) => {
    expect(await ask(json(status, receipt))).toEqual({ kind: 'executed', bankReference: 'ALDR-1' });
  });

  test.each<[string, object]>([
    ['another transfer', { transferId: 'trf_AAAAAAAAAAAAAAAAAAAAAA' }],
    ['another hash', { hash: 'AAAA' }],
    ['no transfer', { transferId: undefined }],
    ['no hash', { hash: undefined }],
    ['something that is still to be done', { status: 'pending' }],
    ['nothing in particular', { status: undefined }],
    ['no reference', { bankReference: undefined }],
    ['an empty reference', { bankReference: '' }],
    ['a reference that is no text', { bankReference: 4711 }],
    ['a reference longer than any', { bankReference: 'x'.repeat(101) }],
  ])('of %s is no receipt', async (_what, change) => {
    expect(await ask(json(201, { ...receipt, ...change }))).toEqual({
      kind: 'unknown',
      detail: 'unexpected answer',
    });
  });

  test('keeps nothing of a reference that does not belong on paper', async () => {
    const bankReference = '\u202eALDR-1\u0000<b>\n';
    expect(await ask(json(201, { ...receipt, bankReference }))).toEqual({
      kind: 'executed',
      bankReference: 'ALDR-1b',
    });
  });
});

describe('a refusal', () => {
  test.each(['insufficient_funds', 'limit_exceeded', 'account_closed', 'currency_not_supported'])(
    '422 %s is the bank’s last word',
    async (name) => {
      const said = `${name}, HTTP 422`;
      expect(await ask(json(422, error(name)))).toEqual({ kind: 'refused', reason: name, detail: said });
    },
  );

  test.each([
    [400, 'invalid_request', 'refused_by_bank'],
    [403, 'insufficient_scope', 'not_allowed'],
    [403, 'not_your_account', 'not_allowed'],
    [403, 'approval_needed', 'not_allowed'],
    [403, 'details_mismatch', 'altered'],
    [403, 'hash_mismatch', 'altered'],
    [403, 'a_name_of_its_own', 'refused_by_bank'],
    [422, 'a_name_of_its_own', 'refused_by_bank'],
    [422, 'constructor', 'refused_by_bank'],
    [422, '__proto__', 'refused_by_bank'],
  ])('%i %s got no further than the door', async (status, name, reason) => {
    expect(await ask(json(status, error(name)))).toMatchObject({ kind: 'turned_away', reason });
  });

  test.each([json(401, error('invalid_token')), json(401, {}), page(401)])(
    '401 is about the token, whatever comes with it',
    async (handler) => {
      const turnedAway = { kind: 'turned_away', reason: 'approval_lapsed', detail: 'HTTP 401' };
      expect(await ask(handler)).toEqual(turnedAway);
      const challenge = { 'www-authenticate': 'Bearer error="invalid_token"' };
      expect(await ask(json(401, error('invalid_token'), challenge))).toEqual(turnedAway);
    },
  );

  test('403 with a challenge is read all the same', async () => {
    const challenge = { 'www-authenticate': 'Bearer error="insufficient_scope", scope="x"' };
    const answer = await ask(json(403, error('insufficient_scope'), challenge));
    expect(answer).toMatchObject({ kind: 'turned_away', reason: 'not_allowed' });
  });

  test.each([
    [409, 'already_executed'],
    [422, 'idempotency_key_reused'],
  ])('%i %s is a contradiction', async (status, name) => {
    const said = `${name}, HTTP ${status}`;
    expect(await ask(json(status, error(name)))).toEqual({ kind: 'contradictory', detail: said });
  });

  test('keeps the bank’s sentences to itself', async () => {
    for (const status of [400, 403, 409, 422, 500]) {
      expect(JSON.stringify(await ask(json(status, error('x y <b>'))))).not.toMatch(/Maria|<b>/);
    }
  });
});

describe('nobody knows', () => {
  test.each<[string, Handler]>([
    ['409 in_progress', json(409, error('in_progress'))],
    ['408', json(408, error('timeout'))],
    ['429', json(429, error('too_many'))],
    ['500', json(500, error('server_error'))],
    ['503 without a word', json(503, {})],
    ['404', json(404, error('not_found'))],
    ['a redirection', (_request, response) => void response.writeHead(307, { location: '/else' }).end()],
    ['a page with 200', page(200)],
    ['a page with 403', page(403)],
    ['a page with 422', page(422)],
    ['a page with 502', page(502)],
    ['422 and no name', json(422, { message: 'no' })],
    ['422 and a name that is no text', json(422, error(['insufficient_funds']))],
    ['422 and a name longer than any', json(422, error('x'.repeat(65)))],
    ['403 and null', json(403, null)],
    ['201 and null', json(201, null)],
    ['201 and a list', json(201, [receipt])],
    ['204', (_request, response) => void response.writeHead(204).end()],
    ['a line that breaks', hangUp],
    ['a receipt that breaks off', broken(201, JSON.stringify(receipt).slice(0, 40))],
    ['a receipt of which only the end is missing', broken(201, JSON.stringify(receipt))],
    ['a refusal that breaks off', broken(422, '{"error":"insufficient_funds"')],
    ['JSON that is not UTF-8', bytes(Buffer.from(JSON.stringify(receipt).replace('ALDR', 'ÄLDR'), 'latin1'))],
    [
      'a receipt in three megabytes',
      bytes(Buffer.from(JSON.stringify({ ...receipt, pad: 'x'.repeat(3e6) }))),
    ],
    ['a refusal in three megabytes', huge(422)],
  ])('after %s', async (_what, handler) => {
    expect(await ask(handler)).toMatchObject({ kind: 'unknown' });
  });

  test('and nobody follows a redirection with the token', async () => {
    bank.received.length = 0;
    await ask((_request, response) => void response.writeHead(307, { location: `${bank.url}/else` }).end());
    expect(bank.received.map(({ url }) => url)).toEqual([PATH]);
  });

  test('where nobody listens', async () => {
    const nowhere = createHttpTransferApi('http://127.0.0.1:9/api', createResourceClient(createTransport()));
    expect(await nowhere.execute(tokens(), detail, key)).toMatchObject({ kind: 'unknown' });
  });

  test.each<[string, Handler]>([
    ['before the answer', () => undefined],
    ['in the middle of it', (_request, response) => void response.writeHead(201).write('{"status":')],
  ])('after a silence %s that is longer than anybody waits', async (_what, handler) => {
    // The real limit is ten seconds.
    const timeout = vi.spyOn(AbortSignal, 'timeout').mockImplementation(() => {
      const abort = new AbortController();
      setTimeout(() => abort.abort(new DOMException('late', 'TimeoutError')), 50);
      return abort.signal;
    });
    expect(await ask(handler)).toEqual({ kind: 'unknown', detail: 'TimeoutError' });
    expect(timeout).toHaveBeenCalledWith(10_000);
  });

  test.each([
    ['1', 1],
    ['3600', 3600],
    ['3601', undefined],
    ['-1', undefined],
    ['0', undefined],
    ['soon', undefined],
    ['Wed, 21 Oct 2026 07:28:00 GMT', undefined],
  ])('and “Retry-After: %s” is taken as %s', async (header, seconds) => {
    const answer = await ask(json(409, error('in_progress'), { 'retry-after': header }));
    expect(answer).toEqual({
      kind: 'unknown',
      detail: 'in_progress, HTTP 409',
      ...(seconds ? { retryAfter: seconds } : {}),
    });
  });
});

/** Says that there is more, and tears the line. */
function broken(status: number, part: string): Handler {
  return (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json', 'content-length': part.length + 10 });
    response.write(part, () => response.destroy());
  };
}

function bytes(body: Buffer): Handler {
  return (_request, response) =>
    void response.writeHead(201, { 'content-type': 'application/json' }).end(body);
}

function huge(status: number): Handler {
  return json(status, { ...error('insufficient_funds'), pad: 'x'.repeat(3_000_000) });
}
