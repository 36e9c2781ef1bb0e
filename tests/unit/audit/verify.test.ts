import { describe, expect, test } from 'vitest';
import { keeper } from '@/lib/actor';
import { GENESIS, hashOf } from '@/lib/audit/chain';
import { signCheckpoint } from '@/lib/audit/checkpoint';
import { createAuditKeys } from '@/lib/audit/keys';
import type { ChainItem, TrailPart } from '@/lib/audit/trail';
import { verifyTrail } from '@/lib/audit/verify';
import { auditKeys } from '../../support/audit-keys';
import { later } from '../../support/samples';
import { checkpoint, type MadeTrail, makeTrail, prove, trailOf } from './trails';

const six = await makeTrail([{}, {}, {}, {}, {}, {}]);
const { items, signatures } = six;
const without = (...positions: number[]) => items.filter(({ position }) => !positions.includes(position));
const changed = (position: number, change: Partial<ChainItem>) =>
  items.map((item) => (item.position === position ? { ...item, ...change } : item));
const withPart = (position: number, part: TrailPart): TrailPart[] =>
  items.toSpliced(position, 0, part as ChainItem);
const sign = (position: number, hash: string, at = later(50).toISOString()) =>
  signCheckpoint(auditKeys, { position, hash, at });

describe('a trail', () => {
  test('that nobody touched holds', async () => {
    const proof = await prove(items, six, { kept: [signatures[1] ?? '', signatures[5] ?? ''], batch: 4 });
    expect(proof).toEqual({
      sound: true,
      records: 6,
      first: 1,
      last: 6,
      erased: { staff: 0, customer: 0 },
      checkpoints: 3,
      signedAt: later(7).toISOString(),
      waiting: 0,
      findings: [],
    });
  });

  test('of nothing holds, and says how much waits', async () => {
    const proof = await prove([], { signatures: [] }, { ending: { waiting: 3 } });
    expect(proof).toMatchObject({ sound: true, records: 0, first: 0, last: 0, waiting: 3, signedAt: null });
  });

  test('that begins later is proved from there on', async () => {
    const start = { position: 2, hash: items[1]?.hash ?? GENESIS };
    expect(await prove(without(1, 2), six, { start })).toMatchObject({
      sound: true,
      records: 4,
      first: 3,
      last: 6,
    });
    const wrong = await prove(without(1, 2), six, { start: { ...start, hash: GENESIS } });
    expect(wrong.findings).toMatchObject([{ kind: 'changed', position: 3 }]);
  });

  test.each([
    ['first', [1], 1, 'Record 1 is gone.'],
    ['one in the middle', [3], 3, 'Record 3 is gone.'],
    ['several', [3, 4, 5], 3, 'Records 3 to 5 are gone.'],
  ])('without the %s is told with where they were', async (_what, gone, position, says) => {
    const proof = await prove(without(...gone), six);
    expect(proof.findings).toEqual([
      { kind: 'removed', position, until: position + gone.length - 1, id: null, says },
    ]);
    expect(proof.records).toBe(6 - gone.length);
  });

  test('with a place whose record is gone is told, and what follows still holds', async () => {
    const proof = await prove(changed(3, { record: null, staff: null, customer: null }), six);
    expect(proof.findings).toMatchObject([{ kind: 'removed', position: 3, id: 13 }]);
  });

  test('without the last is cut off', async () => {
    const proof = await prove(without(5, 6), six);
    expect(proof.findings).toMatchObject([{ kind: 'cut_off', position: 5, until: 6 }]);
    expect(proof.findings[0]?.says).not.toContain('kept elsewhere');
  });

  test('with a record twice is told', async () => {
    const proof = await prove(withPart(3, items[2] as TrailPart), six);
    expect(proof.findings).toMatchObject([{ kind: 'reordered', position: 3, id: 13 }]);
    expect(proof.records).toBe(6);
  });

  test('changed in several places is told with each of them, in order', async () => {
    const spoilt = items.map((item) =>
      item.position % 2 === 0 ? { ...item, record: (item.record ?? '').replace('staff.', 'staff_') } : item,
    );
    expect((await prove(spoilt, six)).findings.map(({ kind, position }) => [kind, position])).toEqual([
      ['changed', 2],
      ['changed', 4],
      ['changed', 6],
    ]);
  });

  test('with texts that are not JSON, or not a record, is told and gone through', async () => {
    for (const record of [
      '',
      'null',
      '5',
      '{"action":"retention.applied"}',
      '{"action":"retention.applied","details":null}',
    ]) {
      const proof = await prove(changed(3, { record }), six);
      expect(proof.findings[0], record).toMatchObject({ kind: 'changed', position: 3 });
      expect(proof.records).toBe(6);
    }
  });

  test('that names somebody where a machine acted is told', async () => {
    const made = await makeTrail([{ actor: keeper }, {}]);
    const [first, second] = made.items;
    const named = [{ ...first, staff: second?.staff ?? null } as ChainItem, second as ChainItem];
    expect((await prove(named, made)).findings).toMatchObject([
      { kind: 'changed', position: 1, says: 'In record 1, who acted was changed.' },
    ]);
  });

  test('tells twenty findings at most', async () => {
    const many = await makeTrail(Array.from({ length: 30 }, () => ({})));
    const spoilt = many.items.map((item) => ({ ...item, mac: Buffer.alloc(32) }));
    const { findings, records, sound } = await prove(spoilt, many);
    expect(findings.map(({ position }) => position)).toEqual(Array.from({ length: 20 }, (_, n) => n + 1));
    expect({ records, sound }).toEqual({ records: 30, sound: false });
  });

  test('tells what its source knows', async () => {
    const unrecorded = [
      { what: 'verification', id: 'ver_1' },
      { what: 'report', id: 'rep_1' },
      { what: 'alarm', id: 'alm_1' },
    ] as const;
    const ending = { strays: [77], unsigned: [7, 8], unrecorded, waiting: 2 };
    const proof = await prove(items, six, { ending });
    expect(proof.waiting).toBe(2);
    expect(proof.findings).toMatchObject([
      { kind: 'inserted', position: 7 },
      { kind: 'inserted', position: 8 },
      { kind: 'inserted', position: null, id: 77 },
      { kind: 'unrecorded', position: null, says: expect.stringMatching(/^Verification ver_1 /) },
      { kind: 'unrecorded', position: null, says: expect.stringMatching(/^Report rep_1 /) },
      { kind: 'unrecorded', position: null, says: expect.stringMatching(/^Alarm alm_1 /) },
    ]);
  });

  test('that is not signed at all is told once', async () => {
    const proof = await prove(items, { signatures: [] }, { ending: { unsigned: [7] } });
    expect(proof.findings).toMatchObject([{ kind: 'unsigned', position: 7 }]);
  });
});

describe('checkpoints', () => {
  const swapped = (from: number): MadeTrail['items'] => {
    let previous: Uint8Array = items[from - 2]?.hash ?? GENESIS;
    return items.map((item) => {
      if (item.position < from) return item;
      const record = (item.record ?? '').replace('staff.', 'staff_');
      const hash = hashOf(previous, { ...item, record });
      previous = hash;
      return { ...item, record, hash };
    });
  };

  test('hold a rewritten trail between two of them', async () => {
    const parts: TrailPart[] = [...swapped(4)];
    parts.splice(5, 0, checkpoint(signatures[4]));
    parts.splice(2, 0, checkpoint(signatures[1]));
    expect((await prove(parts, six)).findings).toMatchObject([
      { kind: 'rewritten', position: 3, until: 5 },
      { kind: 'rewritten', position: 6, until: 6 },
    ]);
  });

  test('kept elsewhere say so of what was rewritten, and of what is gone', async () => {
    const rewritten = swapped(4);
    const resigned = await sign(6, Buffer.from(rewritten[5]?.hash ?? '').toString('base64url'));
    expect((await prove(rewritten, { signatures: [resigned] })).sound).toBe(true);
    const found = await prove(rewritten, { signatures: [resigned] }, { kept: [signatures[5] ?? ''] });
    expect(found.findings).toMatchObject([
      { kind: 'rewritten', position: 1, until: 6, says: expect.stringContaining('kept elsewhere') },
    ]);
    const [, , third] = signatures;
    const short = await prove(
      without(4, 5, 6),
      { signatures: [third ?? ''] },
      { kept: [signatures[4] ?? ''] },
    );
    expect(short.findings).toMatchObject([
      {
        kind: 'cut_off',
        position: 4,
        until: 5,
        says: expect.stringMatching(
          /kept elsewhere says\. Reports and alarms of that time, until 2\S+Z, may/,
        ),
      },
    ]);
  });

  test('of a record that is gone add nothing to that', async () => {
    const proof = await prove(without(3), six, { kept: [signatures[2] ?? ''] });
    expect(proof.findings).toMatchObject([{ kind: 'removed', position: 3 }]);
  });

  test('kept elsewhere from before the beginning say nothing', async () => {
    const start = { position: 2, hash: items[1]?.hash ?? GENESIS };
    const lie = await sign(1, 'A'.repeat(43));
    expect((await prove(without(1, 2), six, { start, kept: [lie] })).sound).toBe(true);
    const atTheBeginning = await sign(2, 'A'.repeat(43));
    expect((await prove(without(1, 2), six, { start, kept: [atTheBeginning] })).sound).toBe(false);
  });

  test('that are forged are told, wherever they stand', async () => {
    const other = await createAuditKeys([Buffer.alloc(32, 6).toString('base64url')]);
    const forged = await signCheckpoint(other, {
      position: 3,
      hash: 'A'.repeat(43),
      at: later(9).toISOString(),
    });
    expect((await prove(withPart(3, checkpoint(forged)), six)).findings).toMatchObject([
      { kind: 'forged_signature', says: expect.stringContaining('after record 3') },
    ]);
    expect((await prove(items, six, { kept: [forged] })).findings).toMatchObject([
      { kind: 'forged_signature', says: expect.stringContaining('kept elsewhere') },
    ]);
    expect((await prove(items, { signatures: [forged] })).findings).toMatchObject([
      { kind: 'forged_signature' },
    ]);
  });

  test('beside another place or another time than was signed are told', async () => {
    const [, , third] = signatures;
    const at = later(4).toISOString();
    expect((await prove(withPart(3, checkpoint(third, { position: 3, at })), six)).sound).toBe(true);
    expect((await prove(withPart(3, checkpoint(third, { position: 3, at: null })), six)).sound).toBe(true);
    for (const beside of [
      { position: 4, at },
      { position: 3, at: later(5).toISOString() },
    ]) {
      expect((await prove(withPart(3, checkpoint(third, beside)), six)).findings).toMatchObject([
        { kind: 'changed', position: 3 },
      ]);
    }
  });

  // A signature that is not compared says nothing, whatever stands in it.
  test('that stand after more than they cover are told', async () => {
    const lie = await sign(3, 'A'.repeat(43));
    expect((await prove(withPart(5, checkpoint(lie)), six)).sound).toBe(false);
  });

  test('count, with the time of the newest', async () => {
    const parts = withPart(2, checkpoint(signatures[1]));
    expect(await prove(parts, six)).toMatchObject({ checkpoints: 2, signedAt: later(7).toISOString() });
  });
});

describe('proving', () => {
  test('tells how far it is after each part that was read', async () => {
    const told: number[] = [];
    const trail = trailOf(items, checkpoint(signatures[5]), { batch: 4 });
    await verifyTrail(trail, { keys: auditKeys.verifying, onProgress: (records) => told.push(records) });
    expect(told).toEqual([4, 6]);
  });

  test('is broken off between two parts, for the reason given', async () => {
    const abort = new AbortController();
    const told: number[] = [];
    const proving = verifyTrail(trailOf(items, checkpoint(signatures[5]), { batch: 2 }), {
      keys: auditKeys.verifying,
      signal: abort.signal,
      onProgress(records) {
        told.push(records);
        if (records === 4) abort.abort(new Error('the desk is being stopped'));
      },
    });
    await expect(proving).rejects.toThrow('the desk is being stopped');
    expect(told).toEqual([2, 4]);
  });

  test('fails when the trail cannot be read, and does not take it for a short one', async () => {
    const trail = trailOf(items, checkpoint(signatures[5]));
    const broken = {
      ...trail,
      async *parts(): AsyncGenerator<TrailPart[]> {
        yield items.slice(0, 3);
        throw new Error('the connection was lost');
      },
    };
    await expect(verifyTrail(broken, { keys: auditKeys.verifying })).rejects.toThrow('connection was lost');
  });
});
