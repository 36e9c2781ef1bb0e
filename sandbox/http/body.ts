import type { IncomingMessage } from 'node:http';
import { Refusal } from './exchange';

const LIMIT_BYTES = 16 * 1024;

/** @throws Refusal 400, 413 or 415 */
export async function readJson(req: IncomingMessage): Promise<unknown> {
  const text = await readText(req, 'application/json');
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal(400, 'invalid_request', 'the body is not JSON');
  }
}

/** @throws Refusal 400, 413 or 415 */
export async function readForm(req: IncomingMessage): Promise<URLSearchParams> {
  return new URLSearchParams(await readText(req, 'application/x-www-form-urlencoded'));
}

async function readText(req: IncomingMessage, type: string): Promise<string> {
  const given = req.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  const chunks: Buffer[] = [];
  let received = 0;
  // Reads to the end even when it is too much: an answer sent earlier may be lost to a reset connection.
  for await (const chunk of req) {
    received += chunk.length;
    if (received <= LIMIT_BYTES) chunks.push(chunk);
  }
  if (given !== type) throw new Refusal(415, 'unsupported_media_type', `the body must be ${type}`);
  if (received > LIMIT_BYTES) throw new Refusal(413, 'too_large', 'the body is too large');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
  } catch {
    throw new Refusal(400, 'invalid_request', 'the body is not text');
  }
}
