import crypto, { createHash } from 'node:crypto';

/** In one call where Node has it (20.12 on), which takes half the time for texts as short as records. */
const inOneCall: typeof crypto.hash | undefined = crypto.hash;

/** SHA-256, 32 bytes. */
export function sha256(data: string | Uint8Array): Buffer {
  return inOneCall ? inOneCall('sha256', data, 'buffer') : createHash('sha256').update(data).digest();
}

/** SHA-256 in base64url. */
export function sha256Text(data: string): string {
  return inOneCall
    ? inOneCall('sha256', data, 'base64url')
    : createHash('sha256').update(data).digest('base64url');
}
