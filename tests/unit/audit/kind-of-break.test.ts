import { describe, expect, test } from 'vitest';
import { GENESIS } from '@/lib/audit/chain';
import { kindOfBreak } from '@/lib/audit/kind-of-break';
import type { ChainItem } from '@/lib/audit/trail';
import { makeTrail } from './trails';

const { items } = await makeTrail(Array.from({ length: 6 }, () => ({})));
const item = (position: number) => items[position - 1] as ChainItem; // there are six

/** What is in a row, without its place. */
function contentOf({ record, staff, customer, mac }: ChainItem) {
  return { record, staff, customer, mac };
}

const at = (position: number, batch: readonly ChainItem[]) =>
  kindOfBreak(item(position - 1)?.hash ?? GENESIS, batch, position - 1).kind;

describe('where the chain breaks', () => {
  test.each([
    [2, 3],
    [2, 5],
    [5, 6],
  ])('records %i and %i were exchanged, as rows or what is in them', (a, b) => {
    const rows = items.map((one) => {
      if (one.position === a) return { ...item(b), position: a, hash: one.hash };
      if (one.position === b) return { ...item(a), position: b, hash: one.hash };
      return one;
    });
    const contents = items.map((one) => {
      if (one.position === a) return { ...one, ...contentOf(item(b)) };
      if (one.position === b) return { ...one, ...contentOf(item(a)) };
      return one;
    });
    expect(at(a, rows)).toBe('reordered');
    expect(at(a, contents)).toBe('reordered');
    expect(kindOfBreak(item(a - 1).hash, rows, a - 1).says).toBe(`Records ${a} and ${b} were exchanged.`);
  });

  test('a record was put in, and what followed moved down with its hash', () => {
    const added = { ...item(1), position: 3, id: 99 };
    const batch = [
      item(1),
      item(2),
      added,
      ...items.slice(2).map((one) => ({ ...one, position: one.position + 1 })),
    ];
    expect(at(3, batch)).toBe('inserted');
  });

  test('a record was put in, and what followed moved down from hash to hash', () => {
    const contents = [item(1), item(2), { ...item(1), id: 99 }, ...items.slice(2)];
    const batch = contents
      .slice(0, 6)
      .map((one, index) => ({ ...one, position: index + 1, hash: item(index + 1).hash }));
    expect(at(3, batch)).toBe('inserted');
  });

  test('a record is gone, and what followed moved up, with its hash or without', () => {
    const rest = items.slice(3);
    const withHashes = [item(1), item(2), ...rest.map((one) => ({ ...one, position: one.position - 1 }))];
    expect(at(3, withHashes)).toBe('removed');
    const shifted = rest.map((one) => ({
      ...one,
      position: one.position - 1,
      hash: item(one.position - 1).hash,
    }));
    expect(at(3, [item(1), item(2), ...shifted])).toBe('removed');
  });

  test('anything else was changed', () => {
    const batch = items.map((one) => (one.position === 3 ? { ...one, mac: Buffer.alloc(32) } : one));
    expect(at(3, batch)).toBe('changed');
    expect(at(3, batch.slice(0, 3))).toBe('changed');
  });

  test('a neighbour whose record is gone does not matter', () => {
    const batch = items.map((one) => {
      if (one.position === 3) return { ...one, mac: Buffer.alloc(32) };
      return one.position === 4 ? { ...one, record: null } : one;
    });
    expect(at(3, batch)).toBe('changed');
  });
});
