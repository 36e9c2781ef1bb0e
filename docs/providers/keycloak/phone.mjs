/**
 * A stand-in for the customer's phone, for trying Keycloak's CIBA on one machine and for nothing else: whoever opens the
 * page can answer for every customer. Keycloak POSTs each request here and must be answered 201; the
 * customer's answer goes to Keycloak's callback with the bearer token that came with the request.
 *
 * Keycloak has one word for both noes. So whoever presses "I'm not on a call" is also reported to the desk by a
 * Security Event Token (RFC 8417, pushed as RFC 8935 has it), signed with a key that is made at the first start.
 */
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  randomUUID,
  sign,
} from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { argv, env, stderr, stdout } from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** What Keycloak's callback takes. Both noes reach the client as `access_denied`. */
const answers = { approve: 'SUCCEED', deny: 'UNAUTHORIZED', cancel: 'CANCELLED' };
const LONGEST_BODY = 64 * 1024;

/**
 * @param {{ callbackUrl: string, transmitter?: ReturnType<typeof createTransmitter>, now?: () => number }} options
 *   without a transmitter nothing is reported to the desk
 * @returns {import('node:http').Server}
 */
export function createPhone({ callbackUrl, transmitter, now = Date.now }) {
  /**
   * @type {Map<string, { token: string, subject: object, username: string, message: string, scope: string,
   *   expiresAt: number }>}
   */
  const pending = new Map();
  let last = '';

  return createServer((request, response) => {
    route(request, response).catch((error) => {
      stderr.write(`${error instanceof Error ? error.message : 'unknown error'}\n`);
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });

  async function route(request, response) {
    const { pathname } = new URL(request.url ?? '/', 'http://phone');
    if (request.method === 'POST' && pathname === '/requests') return receive(request, response);
    // The page answers to this machine's names only, so that no foreign site can reach it through a name of its own.
    if (!isLocal(request.headers.host)) return end(response, 403);
    if (request.method === 'GET' && pathname === '/') return show(response);
    if (request.method === 'GET' && pathname === '/jwks' && transmitter)
      return end(response, 200, { 'content-type': 'application/json' }, JSON.stringify(transmitter.jwks));
    const id = /^\/requests\/([\w-]+)\/answer$/.exec(pathname)?.[1];
    if (request.method === 'POST' && id) return answer(id, request, response);
    return end(response, 404);
  }

  /** Keycloak asks for the customer's answer. */
  async function receive(request, response) {
    const token = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
    // Keycloak verifies this token itself when it comes back.
    const claims = parseJson(Buffer.from(token?.split('.')[1] ?? '', 'base64url').toString());
    const expiresAt = typeof claims?.exp === 'number' ? claims.exp * 1000 : undefined;
    const asked = parseJson(await bodyOf(request));
    if (token === undefined || expiresAt === undefined || asked === undefined) return end(response, 400);
    pending.set(randomUUID(), {
      token,
      // The customer as Keycloak names them, whatever the desk asked by (RFC 9493, iss_sub).
      subject: { format: 'iss_sub', iss: String(claims.iss ?? ''), sub: String(claims.sub ?? '') },
      username: String(asked.login_hint ?? ''),
      message: String(asked.binding_message ?? ''),
      scope: String(asked.scope ?? ''),
      expiresAt,
    });
    return end(response, 201);
  }

  /** The customer presses a button. */
  async function answer(id, request, response) {
    // A browser names the page a form came from: only ours may answer.
    if (request.headers.origin !== `http://${request.headers.host}`) return end(response, 403);
    const choice = new URLSearchParams(await bodyOf(request)).get('answer') ?? '';
    const status = Object.hasOwn(answers, choice) ? answers[choice] : undefined;
    const asked = pending.get(id);
    if (!status) return end(response, 400);
    if (asked) {
      pending.delete(id);
      const [told, reported] = await Promise.all([
        tell(asked.token, status),
        choice === 'cancel' ? transmitter?.notOnACall(asked.subject, asked.message) : undefined,
      ]);
      last = [`${asked.username}: ${status}, ${told}`, reported].filter(Boolean).join('; ');
      stdout.write(`${last}\n`);
    }
    return end(response, 303, { location: '/' });
  }

  async function tell(token, status) {
    try {
      const told = await fetch(callbackUrl, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ status }),
        redirect: 'error',
        signal: AbortSignal.timeout(10_000),
      });
      return told.ok ? 'Keycloak has it' : `Keycloak refused it: HTTP ${told.status}`;
    } catch (error) {
      return `Keycloak was not reached: ${error instanceof Error ? error.name : 'unknown'}`;
    }
  }

  function show(response) {
    for (const [id, { expiresAt }] of pending) if (expiresAt <= now()) pending.delete(id);
    const cards = [...pending].map(([id, asked]) => card(id, asked, now())).join('');
    const html = page(cards || '<p>Nothing to answer.</p>', last);
    return end(response, 200, headers, html);
  }
}

const headers = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'",
};

function page(cards, last) {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Phone</title>
<meta name="viewport" content="width=device-width"><meta http-equiv="refresh" content="3">
<style>body{font:1rem/1.5 system-ui;max-width:26rem;margin:2rem auto;padding:0 1rem}
article{border:1px solid;border-radius:.5rem;padding:1rem;margin:1rem 0}
strong{display:block;font-size:1.5rem}button{font:inherit;padding:.5rem 1rem;margin:.25rem .25rem 0 0}</style>
<h1>The customers’ phone</h1>${cards}<p role="status">${escaped(last)}</p></html>`;
}

function card(id, asked, at) {
  const seconds = Math.max(0, Math.round((asked.expiresAt - at) / 1000));
  return `<article><h2>${escaped(asked.username)}</h2><strong>${escaped(asked.message)}</strong>
<p>Asks for: ${escaped(asked.scope)}<br>${seconds} s left</p>
<form method="post" action="/requests/${id}/answer">
<button name="answer" value="approve">Approve</button>
<button name="answer" value="deny">Deny</button>
<button name="answer" value="cancel">I’m not on a call</button></form></article>`;
}

/**
 * Reports to the desk what its customers say.
 *
 * @param {{ issuer: string, audience: string, endpoint: string, key: import('node:crypto').KeyObject,
 *   retryMs?: number }} options issuer: as SECURITY_EVENTS_ISSUERS of the desk has it; audience: the desk's APP_URL;
 *   retryMs: before the second attempt, each further one waits twice as long
 */
export function createTransmitter({ issuer, audience, endpoint, key, retryMs = 1000 }) {
  const { crv, kty, x, y } = createPublicKey(key).export({ format: 'jwk' });
  // RFC 7638
  const kid = createHash('sha256').update(JSON.stringify({ crv, kty, x, y })).digest('base64url');

  /** A JWS (RFC 7515) with ES256. */
  function signed(claims) {
    const parts = [{ alg: 'ES256', typ: 'secevent+jwt', kid }, claims];
    const text = parts.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
    const signature = sign('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' });
    return `${text}.${signature.toString('base64url')}`;
  }

  /** @returns whether it is worth another try, and what to say of it */
  async function push(token) {
    try {
      const answer = await fetch(endpoint, {
        method: 'POST',
        headers: { 'content-type': 'application/secevent+jwt', accept: 'application/json' },
        body: token,
        redirect: 'manual',
        signal: AbortSignal.timeout(10_000),
      });
      if (answer.status === 202) return { again: false, says: 'the desk has the report' };
      const why = answer.status === 400 ? `, ${parseJson(await answer.text())?.err ?? 'no reason'}` : '';
      const again = answer.status >= 500 || answer.status === 429;
      return { again, says: `the desk did not take the report: HTTP ${answer.status}${why}` };
    } catch (error) {
      const name = error instanceof Error ? error.name : 'unknown';
      return { again: true, says: `the desk was not reached: ${name}` };
    }
  }

  /** Always the same token: the desk counts it once. */
  async function goOn(token) {
    for (let attempt = 0; attempt < 5; attempt++) {
      await pause(retryMs * 2 ** attempt);
      const { again, says } = await push(token);
      stdout.write(`Again: ${says}\n`);
      if (!again) return;
    }
  }

  return {
    jwks: { keys: [{ kty, crv, x, y, kid, alg: 'ES256', use: 'sig' }] },
    /**
     * @param {object} subject RFC 9493
     * @param {string} message the binding message of the request it is said of
     */
    async notOnACall(subject, message) {
      const token = signed({
        iss: issuer,
        aud: audience,
        iat: Math.floor(Date.now() / 1000),
        jti: randomUUID(),
        sub_id: subject,
        events: { 'urn:countersign:secevent:not-on-a-call:1': { binding_message: message } },
      });
      const { again, says } = await push(token);
      if (again) void goOn(token);
      return says;
    },
  };
}

/** The key in this file (PKCS#8, PEM), made when there is none. */
export function keptKey(file) {
  if (existsSync(file)) return createPrivateKey(readFileSync(file));
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  writeFileSync(file, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  return privateKey;
}

function parseJson(text) {
  try {
    const value = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

async function bodyOf(request) {
  let body = '';
  for await (const chunk of request.setEncoding('utf8')) {
    body += chunk;
    if (body.length > LONGEST_BODY) throw new Error('The request is too long');
  }
  return body;
}

function isLocal(host) {
  return /^(localhost|127\.0\.0\.1)(:\d+)?$/.test(host ?? '');
}

function escaped(text) {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

function end(response, status, head = {}, body = '') {
  response.writeHead(status, head);
  response.end(body);
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  const {
    HOST = '127.0.0.1',
    PORT = '8088',
    CALLBACK_URL,
    DESK_URL = 'http://localhost:3000',
    EVENTS_URL,
  } = env;
  const callbackUrl =
    CALLBACK_URL ?? 'http://localhost:8080/realms/countersign/protocol/openid-connect/ext/ciba/auth/callback';
  const { KEY_FILE = fileURLToPath(new URL('./phone-key.pem', import.meta.url)) } = env;
  const issuer = `http://localhost:${PORT}`;
  const transmitter = createTransmitter({
    issuer,
    audience: DESK_URL,
    endpoint: EVENTS_URL ?? `${DESK_URL}/api/security-events`,
    key: keptKey(KEY_FILE),
  });
  createPhone({ callbackUrl, transmitter }).listen(Number(PORT), HOST, () => {
    stdout.write(`The customers’ phone: http://localhost:${PORT}\n`);
    stdout.write(
      `At the desk: SECURITY_EVENTS_ISSUERS=${JSON.stringify([{ issuer, jwks_uri: `${issuer}/jwks` }])}\n`,
    );
  });
}
