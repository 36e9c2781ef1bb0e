import { describe, expect, test } from 'vitest';
import { keeper } from '@/lib/actor';
import type { AuditEntry } from '@/lib/audit/entry';
import type { ChainItem } from '@/lib/audit/trail';
import { later } from '../../support/samples';
import { makeTrail, prove } from './trails';

const applied = (part: string, before: Date): Partial<AuditEntry> => ({
  actor: keeper,
  action: 'retention.applied',
  details: { class: part, before: before.toISOString() },
});

/** Of records at seconds 1, 2, 3 and so on, without one part of those named. */
async function trail(part: 'staff' | 'customer', gone: readonly number[], ...more: Partial<AuditEntry>[]) {
  const made = await makeTrail([{}, {}, {}, ...more]);
  const items: ChainItem[] = made.items.map((item) =>
    gone.includes(item.position) ? { ...item, [part]: null } : item,
  );
  return prove(items, made);
}

describe.each(['staff', 'customer'] as const)('%s that is gone', (part) => {
  test('by a removal that was recorded and reaches it is in order', async () => {
    const proof = await trail(part, [1, 2], applied(part, later(3)));
    expect(proof).toMatchObject({ sound: true, findings: [], erased: { staff: 0, customer: 0, [part]: 2 } });
  });

  test('by no removal is told, with the first place', async () => {
    const proof = await trail(part, [2, 3]);
    expect(proof).toMatchObject({
      sound: false,
      findings: [{ kind: 'erased_unrecorded', position: 2, id: 12 }],
    });
  });

  test('at the very moment a removal reaches to, or later, is told', async () => {
    const proof = await trail(part, [1, 3], applied(part, later(3)));
    expect(proof.findings).toMatchObject([{ kind: 'erased_unrecorded', position: 3 }]);
  });

  test('is told also when the clocks of those who wrote differed', async () => {
    const made = await makeTrail([{ at: later(9) }, { at: later(2) }, applied(part, later(5))]);
    const items = made.items.map((item): ChainItem => (item.position < 3 ? { ...item, [part]: null } : item));
    const proof = await prove(items, made);
    expect(proof.findings).toMatchObject([{ kind: 'erased_unrecorded', position: 1 }]);
  });

  test('is not made up for by a removal of the other class', async () => {
    const proof = await trail(part, [1], applied(part === 'staff' ? 'customer' : 'staff', later(60)));
    expect(proof.findings).toMatchObject([{ kind: 'erased_unrecorded', position: 1 }]);
  });

  test('is made up for by the removal that reaches furthest, whichever came last', async () => {
    const removals = [applied(part, later(1)), applied(part, later(4)), applied(part, later(2))];
    expect((await trail(part, [1, 2, 3], ...removals)).findings).toEqual([]);
  });

  test.each([
    ['of no class', { class: 'everything', before: later(60).toISOString() }],
    ['without a time', { class: part }],
    ['with a number for a time', { class: part, before: 99 }],
  ])('is not made up for by a removal %s', async (_how, details) => {
    const removal: Partial<AuditEntry> = { actor: keeper, action: 'retention.applied', details };
    expect((await trail(part, [1], removal)).findings).toMatchObject([{ kind: 'erased_unrecorded' }]);
  });

  test('is not made up for by what only looks like a removal', async () => {
    const other: Partial<AuditEntry> = { ...applied(part, later(60)), action: 'history.exported' };
    expect((await trail(part, [1], other)).findings).toMatchObject([{ kind: 'erased_unrecorded' }]);
  });
});

test('who acted and whom it concerned are told apart', async () => {
  const made = await makeTrail([{}, {}]);
  const items = made.items.map((item) =>
    item.position === 2 ? { ...item, staff: null, customer: null } : item,
  );
  expect((await prove(items, made)).findings).toMatchObject([
    { kind: 'erased_unrecorded', position: 2, says: expect.stringContaining('who acted') },
    { kind: 'erased_unrecorded', position: 2, says: expect.stringContaining('whom it concerned') },
  ]);
});

test('what was never there is not gone', async () => {
  const { items, signatures } = await makeTrail([{ actor: keeper }]);
  expect((await prove(items, { signatures })).erased).toEqual({ staff: 0, customer: 0 });
});
