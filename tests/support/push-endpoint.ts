import { createDecipheriv, createECDH, hkdfSync, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { importJWK, jwtVerify } from 'jose';

/** What a browser would have been handed. */
interface PushedMessage {
  readonly headers: IncomingMessage['headers'];
  /** Decrypted (RFC 8291). */
  readonly payload: Record<string, unknown>;
  /** The largest message a push service must take has 4096 bytes. */
  readonly bytes: number;
}

/** A browser and its push service in one: it judges what the bank sends as strictly as a real one. */
export interface PushEndpoint {
  /** As `PushSubscription.toJSON()` has it. */
  readonly subscription: { endpoint: string; keys: { p256dh: string; auth: string } };
  readonly messages: readonly PushedMessage[];
  /** Why messages were refused. */
  readonly refused: readonly string[];
  /** The status of the next answers instead of 201. */
  answerWith(status: number): void;
  close(): Promise<void>;
}

/** @param applicationServerKey the bank's public VAPID key, as given to `pushManager.subscribe` */
export async function startPushEndpoint(applicationServerKey: string): Promise<PushEndpoint> {
  const messages: PushedMessage[] = [];
  const refused: string[] = [];
  let status = 201;
  const browser = createECDH('prime256v1');
  const publicKey = browser.generateKeys();
  const auth = randomBytes(16);

  const server = createServer(async (req, res) => {
    const body = await buffer(req);
    try {
      if (req.method !== 'POST' || req.url !== '/push/1') throw new Error(`${req.method} ${req.url}`);
      assertHeaders(req.headers);
      await verifyVapid(req.headers.authorization ?? '', applicationServerKey, origin());
      const payload = JSON.parse(decrypt(body, browser, publicKey, auth).toString());
      messages.push({ headers: req.headers, payload, bytes: body.length });
      res.writeHead(status).end();
    } catch (error) {
      refused.push(String(error));
      res.writeHead(400).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = (): string => {
    const address = server.address();
    if (typeof address !== 'object' || !address) throw new Error('no port');
    return `http://127.0.0.1:${address.port}`;
  };
  return {
    subscription: {
      endpoint: `${origin()}/push/1`,
      keys: { p256dh: publicKey.toString('base64url'), auth: auth.toString('base64url') },
    },
    messages,
    refused,
    answerWith: (next) => {
      status = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** RFC 8030, 5 */
function assertHeaders(headers: IncomingMessage['headers']): void {
  if (headers['content-encoding'] !== 'aes128gcm') throw new Error('content-encoding');
  if (!/^\d+$/.test(String(headers.ttl))) throw new Error('ttl');
  if (!/^(very-low|low|normal|high)$/.test(String(headers.urgency))) throw new Error('urgency');
}

/** RFC 8292, 2 and 3 */
async function verifyVapid(
  authorization: string,
  applicationServerKey: string,
  audience: string,
): Promise<void> {
  const [, token = '', key = ''] = /^vapid t=([^,]+), *k=([\w-]+)$/.exec(authorization) ?? [];
  if (key !== applicationServerKey) throw new Error('another application server');
  const point = Buffer.from(key, 'base64url');
  const coordinates = [point.subarray(1, 33), point.subarray(33)].map((part) => part.toString('base64url'));
  const [x = '', y = ''] = coordinates;
  const { payload } = await jwtVerify(token, await importJWK({ kty: 'EC', crv: 'P-256', x, y }, 'ES256'), {
    algorithms: ['ES256'],
    audience,
    requiredClaims: ['exp', 'sub'],
  });
  if (Number(payload.exp) > Date.now() / 1000 + 24 * 3600) throw new Error('exp: more than a day away');
  if (!/^(mailto:|https:)/.test(String(payload.sub))) throw new Error('sub');
}

/** RFC 8291, 3.4 over RFC 8188, 2: one record. */
function decrypt(
  body: Buffer,
  browser: ReturnType<typeof createECDH>,
  publicKey: Buffer,
  auth: Buffer,
): Buffer {
  const salt = body.subarray(0, 16);
  const idLength = body.readUInt8(20);
  const senderKey = body.subarray(21, 21 + idLength);
  const sealed = body.subarray(21 + idLength);
  if (body.readUInt32BE(16) < sealed.length) throw new Error('more than one record');

  const info = Buffer.concat([Buffer.from('WebPush: info\0'), publicKey, senderKey]);
  const secret = derive(browser.computeSecret(senderKey), auth, info, 32);
  const key = derive(secret, salt, Buffer.from('Content-Encoding: aes128gcm\0'), 16);
  const nonce = derive(secret, salt, Buffer.from('Content-Encoding: nonce\0'), 12);
  const decipher = createDecipheriv('aes-128-gcm', key, nonce);
  decipher.setAuthTag(sealed.subarray(-16));
  const padded = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
  const end = padded.lastIndexOf(2);
  if (end < 0 || padded.subarray(end + 1).some((byte) => byte !== 0)) throw new Error('padding');
  return padded.subarray(0, end);
}

function derive(secret: Buffer, salt: Buffer, info: Buffer, length: number): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, salt, info, length));
}
