import { sha256 } from './sha256';

/** What comes before the first record: 32 bytes of zero. */
export const GENESIS: Buffer = Buffer.alloc(32);

/** One link: where a record stands, and what it was when it was put there. */
export interface Link {
  /** Counts from 1 without gaps. */
  readonly position: number;
  /** The record's key in the database. */
  readonly id: number;
  readonly record: string;
  /** Made by the record's writer, 32 bytes. */
  readonly mac: Uint8Array;
}

/**
 * The hash of the whole chain up to this record:
 * `SHA-256(previous ‖ uint64 position ‖ uint64 id ‖ SHA-256(record) ‖ mac)`, integers big-endian.
 */
export function hashOf(previous: Uint8Array, { position, id, record, mac }: Link): Buffer {
  const text = Buffer.allocUnsafe(80 + mac.length);
  text.set(previous, 0);
  text.writeBigUInt64BE(BigInt(position), 32);
  // Any key somebody has put there is a number to be told from the right one.
  text.writeBigUInt64BE(BigInt.asUintN(64, BigInt(id)), 40);
  text.set(sha256(record), 48);
  text.set(mac, 80);
  return sha256(text);
}
