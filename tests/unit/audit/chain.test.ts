import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { GENESIS, hashOf } from '@/lib/audit/chain';
import { tries } from '../../support/property-runs';

/** The formula of docs/audit.md, by somebody who has only that. */
function documented(
  previous: Uint8Array,
  position: number,
  id: number,
  record: string,
  mac: Uint8Array,
): string {
  const uint64 = (n: number) => Buffer.from(n.toString(16).padStart(16, '0'), 'hex');
  return createHash('sha256')
    .update(previous)
    .update(uint64(position))
    .update(uint64(id))
    .update(createHash('sha256').update(record, 'utf8').digest())
    .update(mac)
    .digest('hex');
}

const bytes = fc.uint8Array({ minLength: 32, maxLength: 32 });
const count = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER });

describe('the hash of the chain', () => {
  test('begins with nothing, and has been the same ever since', () => {
    expect(GENESIS.toString('hex')).toBe('00'.repeat(32));
    const link = { position: 1, id: 7, record: '{"v":1}', mac: Buffer.alloc(32, 5) };
    expect(hashOf(GENESIS, link).toString('hex')).toBe(
      '59205d1066ff349f33260e5bd645144695c03d9bad35500b2e23684041610214',
    );
  });

  test('is what the documentation says', () => {
    fc.assert(
      fc.property(
        bytes,
        count,
        count,
        fc.string({ unit: 'binary' }),
        bytes,
        (previous, position, id, record, mac) => {
          const hash = hashOf(previous, { position, id, record, mac }).toString('hex');
          expect(hash).toBe(documented(previous, position, id, record, mac));
        },
      ),
      { numRuns: tries(20) },
    );
  });
});
