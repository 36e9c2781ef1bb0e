import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { type Answered, answer, type Fault } from './faulty-op';

const JSON_TYPE = { 'content-type': 'application/json' };

/** Answers this, whatever was asked. */
export const says =
  (status: number, body = '', headers: Readonly<Record<string, string>> = JSON_TYPE): Fault =>
  (response) =>
    response.writeHead(status, headers).end(body);

/** Lets the OP answer, and spoils what it said. */
export const spoils =
  (spoil: (response: ServerResponse, answered: Answered) => unknown): Fault =>
  async (response, forward) =>
    spoil(response, await forward());

export const html = (status: number, headers: Readonly<Record<string, string>> = {}): Fault =>
  says(status, '<h1>Oh no</h1>', { 'content-type': 'text/html', ...headers });

/** Takes the request and never answers it. */
export const silence: Fault = () => undefined;

/** The answer the OP gave never arrives. */
export const swallows: Fault = spoils((response) => response.destroy());

/** The answer arrives byte by byte. */
export const drips =
  (pauseMs: number, of = ' '.repeat(100_000)): Fault =>
  (response) => {
    response.writeHead(200, JSON_TYPE);
    const bytes = [...of];
    const drip = setInterval(() => {
      const byte = bytes.shift();
      if (byte === undefined) response.end();
      else response.write(byte);
    }, pauseMs);
    response.on('close', () => clearInterval(drip));
  };

/** Passes the OP's answer on after a while, as one that polls long does. */
export const holds =
  (ms: number): Fault =>
  async (response, forward) => {
    await new Promise((resolve) => setTimeout(resolve, ms));
    answer(response, await forward());
  };

/** What the OP answered at once takes a while to arrive. */
export const delays = (ms: number): Fault =>
  spoils(async (response, answered) => {
    await new Promise((resolve) => setTimeout(resolve, ms));
    answer(response, answered);
  });

const fiftyMegabytes: Fault = (response) => {
  response.writeHead(200, JSON_TYPE);
  const chunk = Buffer.alloc(256 * 1024, 0x20);
  let left = 200;
  const more = () => {
    while (left > 0 && !response.destroyed) {
      left -= 1;
      if (!response.write(chunk)) return void response.once('drain', more);
    }
    response.end();
  };
  more();
};

let megabytes: Buffer | undefined;
function packedMegabytes(): Buffer {
  megabytes ??= gzipSync(Buffer.alloc(50 * 1024 * 1024, 0x20));
  return megabytes;
}

/**
 * What can come instead of an answer that means something, with the word the log has for it. None of them says
 * anything about the request itself.
 */
export const faults: Readonly<Record<string, readonly [fault: Fault, told: string]>> = {
  'a connection reset before the answer': [(response) => response.socket?.resetAndDestroy(), 'ECONNRESET'],
  'a connection closed before the answer': [(response) => response.destroy(), 'UND_ERR_SOCKET'],
  'a connection reset half way through the answer': [
    (response) => {
      response.writeHead(200, { ...JSON_TYPE, 'content-length': '1000' });
      response.write('{"access_token":', () => response.socket?.resetAndDestroy());
    },
    'UND_ERR',
  ],
  'an answer that ends before its time': [
    (response) => {
      response.writeHead(200, { ...JSON_TYPE, 'content-length': '1000' });
      response.write('{"access_token":', () => response.destroy());
    },
    'UND_ERR',
  ],
  'something that is not HTTP': [
    (response) => response.socket?.end('SSH-2.0-OpenSSH_9.2\r\n'),
    'HPE_INVALID_CONSTANT',
  ],
  'headers without end': [
    (response) => {
      for (let n = 0; n < 400; n += 1) response.setHeader(`x-bomb-${n}`, 'x'.repeat(1000));
      response.writeHead(200, JSON_TYPE).end('{}');
    },
    'UND_ERR_HEADERS_OVERFLOW',
  ],
  'fifty megabytes of JSON': [fiftyMegabytes, 'ANSWER_TOO_LONG'],
  'JSON that is no UTF-8': [
    (response) =>
      response.writeHead(200, JSON_TYPE).end(Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])),
    'INVALID_UTF8',
  ],
  'a packing that is none': [
    says(200, '{}', { ...JSON_TYPE, 'content-encoding': 'gzip' }),
    'INVALID_ENCODING',
  ],
  'a packing nobody knows': [
    says(200, '{}', { ...JSON_TYPE, 'content-encoding': 'zip' }),
    'INVALID_ENCODING',
  ],
  'gzip of fifty megabytes': [
    (response) =>
      response.writeHead(200, { ...JSON_TYPE, 'content-encoding': 'gzip' }).end(packedMegabytes()),
    'ANSWER_TOO_LONG',
  ],
  'a page of HTML and 500': [html(500), 'HTTP 500'],
  'a page of HTML and 502': [html(502), 'HTTP 502'],
  'a page of HTML and 200': [html(200), 'HTTP 200'],
  'a page of HTML and 403': [html(403), 'HTTP 403'],
  'a redirect to itself': [html(302, { location: '/token' }), 'HTTP 302'],
  '204': [says(204, undefined, {}), 'HTTP 204'],
  'an empty body': [says(200), 'OAUTH_PARSE_ERROR'],
  'half of a JSON text': [says(200, '{"access_token":'), 'OAUTH_PARSE_ERROR'],
  'an array': [says(200, '[{"access_token":"x"}]'), 'OAUTH_INVALID_RESPONSE'],
  null: [says(200, 'null'), 'OAUTH_INVALID_RESPONSE'],
  'an empty object': [says(200, '{}'), 'OAUTH_INVALID_RESPONSE'],
  'an error that names none': [says(400, '{"error_description":"something"}'), 'HTTP 400'],
  'an error that is no text': [says(400, '{"error":{"code":7}}'), 'HTTP 400'],
  server_error: [says(500, '{"error":"server_error"}'), 'HTTP 500'],
  temporarily_unavailable: [says(400, '{"error":"temporarily_unavailable"}'), 'temporarily_unavailable'],
};
