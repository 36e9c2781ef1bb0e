import { createHash } from 'node:crypto';
import { calculateJwkThumbprint, decodeProtectedHeader, type JWK, jwtVerify } from 'jose';
import { beforeEach, describe, expect, test } from 'vitest';
import { type DpopKey, dpopHandle, newDpopKey } from '@/lib/ciba/dpop';
import { createResourceClient, type ResourceClient } from '@/lib/ciba/resource';
import type { TransportInit } from '@/lib/ciba/transport';

const url = new URL('https://api.example/accounts?of=maria');

interface Sent extends TransportInit {
  readonly url: string;
}

let sent: Sent[];
let answers: Response[];
let api: ResourceClient;
let dpop: DpopKey;

beforeEach(async () => {
  sent = [];
  answers = [];
  api = createResourceClient(async (target, init) => {
    sent.push({ url: target, ...init });
    return answers.shift() ?? new Response('{}', { status: 200 });
  });
  dpop = await newDpopKey();
});

const headers = (at = 0) => new Headers(sent[at]?.headers as Headers); // what the library hands a transport
const bound = () => ({ accessToken: 'the-access-token', expiresIn: 600, dpopKey: dpop.jwk });

/** The proof of a request, verified with the key that came in it (RFC 9449, 4.3). */
async function proof(at = 0) {
  const jwt = headers(at).get('dpop') ?? '';
  const { jwk } = decodeProtectedHeader(jwt);
  if (!jwk) throw new Error('the proof has no key');
  const { payload, protectedHeader } = await jwtVerify(jwt, jwk as JWK); // as long as it verifies
  return { payload, protectedHeader, jwk };
}

describe('a DPoP key', () => {
  test('is a private key of its own, to be kept as JWK', () => {
    expect(dpop.jwk).toMatchObject({ kty: 'EC', crv: 'P-256', d: expect.any(String) });
    expect(JSON.parse(JSON.stringify(dpop.jwk))).toEqual(dpop.jwk);
  });

  test('is never made twice', async () => {
    expect((await newDpopKey()).jwk.x).not.toBe(dpop.jwk.x);
  });

  test('read back from its JWK is the same key', async () => {
    const handle = await dpopHandle(JSON.parse(JSON.stringify(dpop.jwk)));
    const { d, ...publicJwk } = dpop.jwk;
    expect(await handle.calculateThumbprint()).toBe(await calculateJwkThumbprint(publicJwk));
    expect(await dpop.handle.calculateThumbprint()).toBe(await calculateJwkThumbprint(publicJwk));
  });

  test('without its private part is none', async () => {
    const { d, ...publicJwk } = dpop.jwk;
    await expect(dpopHandle(publicJwk)).rejects.toThrow();
  });
});

describe('a token that is bound to a key', () => {
  test('is presented with a proof for this request, this token and no other', async () => {
    await api.request(bound(), 'POST', url);
    expect(headers().get('authorization')).toBe('DPoP the-access-token');
    const { payload, protectedHeader, jwk } = await proof();
    expect(protectedHeader).toMatchObject({ typ: 'dpop+jwt', alg: 'ES256' });
    expect(payload).toMatchObject({
      htm: 'POST',
      htu: 'https://api.example/accounts',
      ath: createHash('sha256').update('the-access-token').digest('base64url'),
    });
    expect(payload.jti?.length).toBeGreaterThanOrEqual(20);
    expect(jwk).not.toHaveProperty('d');
    expect(await calculateJwkThumbprint(jwk as JWK)).toBe(await dpop.handle.calculateThumbprint());
  });

  test('never shows the private key', async () => {
    await api.request(bound(), 'GET', url);
    const shown = [...headers()].flat().join(' ');
    expect(shown).not.toContain(dpop.jwk.d);
  });

  const challenge = (error: string, nonce?: string) =>
    new Response(null, {
      status: 401,
      headers: {
        'www-authenticate': `DPoP error="${error}"`,
        ...(nonce ? { 'dpop-nonce': nonce } : {}),
      },
    });

  test('is presented once more when the API wants its nonce in the proof', async () => {
    answers = [challenge('use_dpop_nonce', 'nonce-of-the-api')];
    expect((await api.request(bound(), 'GET', url)).status).toBe(200);
    expect(sent).toHaveLength(2);
    expect((await proof(0)).payload.nonce).toBeUndefined();
    expect((await proof(1)).payload.nonce).toBe('nonce-of-the-api');
    expect((await proof(1)).payload.jti).not.toBe((await proof(0)).payload.jti);
  });

  test('is not presented for ever to an API that always wants another nonce', async () => {
    answers = Array.from({ length: 9 }, (_, index) => challenge('use_dpop_nonce', `nonce-${index}`));
    expect((await api.request(bound(), 'GET', url)).status).toBe(401);
    expect(sent).toHaveLength(2);
  });

  test('that is refused is refused: nobody asks again', async () => {
    answers = [challenge('invalid_token')];
    expect((await api.request(bound(), 'GET', url)).status).toBe(401);
    expect(sent).toHaveLength(1);
  });
});

describe('a token that is bound to nothing', () => {
  const bearer = { accessToken: 'the-access-token', expiresIn: 600 };

  test('is presented as a bearer token, with what the caller adds', async () => {
    const signal = AbortSignal.timeout(60_000);
    await api.request(bearer, 'POST', url, {
      headers: { accept: 'application/json' },
      body: '{"a":1}',
      signal,
    });
    expect(headers().get('authorization')).toBe('Bearer the-access-token');
    expect(headers().get('accept')).toBe('application/json');
    expect(headers().has('dpop')).toBe(false);
    expect(sent[0]).toMatchObject({ url: url.href, method: 'POST', body: '{"a":1}' });
  });

  test('cannot have its header replaced by a caller', async () => {
    const headers = { authorization: 'Bearer another' };
    await expect(api.request(bearer, 'GET', url, { headers })).rejects.toThrow('authorization');
    expect(sent).toHaveLength(0);
  });

  test('is not sent twice, though the API asks for a nonce', async () => {
    answers = [
      new Response(null, {
        status: 401,
        headers: { 'www-authenticate': 'DPoP error="use_dpop_nonce"', 'dpop-nonce': 'x' },
      }),
    ];
    expect((await api.request(bearer, 'GET', url)).status).toBe(401);
    expect(sent).toHaveLength(1);
  });

  test.each([200, 204, 302, 400, 401, 403, 404, 500, 503])(
    'an answer of status %i is an answer',
    async (status) => {
      answers = [
        new Response(null, { status, headers: status === 401 ? { 'www-authenticate': 'Bearer' } : {} }),
      ];
      expect((await api.request(bearer, 'GET', url)).status).toBe(status);
    },
  );

  test('a network that fails is a fault, as the transport names it', async () => {
    const fault = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
    const failing = createResourceClient(() => Promise.reject(fault));
    await expect(failing.request(bearer, 'GET', url)).rejects.toBe(fault);
  });

  test('is not sent without TLS, but within this very machine', async () => {
    await expect(api.request(bearer, 'GET', new URL('http://api.example/x'))).rejects.toThrow();
    expect(sent).toHaveLength(0);
    expect((await api.request(bearer, 'GET', new URL('http://127.0.0.1:4000/x'))).status).toBe(200);
  });

  test('ends when its caller gives up', async () => {
    const patient = createResourceClient(
      (_url, { signal }) =>
        new Promise((_resolve, reject) => {
          signal?.addEventListener('abort', () => reject(signal.reason));
        }),
    );
    const caller = new AbortController();
    const request = patient.request(bearer, 'GET', url, { signal: caller.signal });
    const ended = expect(request).rejects.toThrow('enough');
    caller.abort(new Error('enough'));
    await ended;
  });
});
