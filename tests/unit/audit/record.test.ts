import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { poller } from '@/lib/actor';
import type { AuditEntry } from '@/lib/audit/entry';
import { toRecord } from '@/lib/audit/record';
import { ann, START } from '../../support/samples';

const entry: AuditEntry = {
  at: START,
  actor: ann,
  action: 'transfer.drafted',
  verificationId: 'ver_1',
  transferId: 'tra_1',
  customerId: 'C-100001',
  details: { n: 1, z: null, a: true, rate: 0.5 },
  personal: { payee: 'Jürgen "Jo" Groß', amount: '12.00' },
};

const digest = (text: string) => createHash('sha256').update(text, 'utf8').digest('base64url');

describe('a record', () => {
  test('is canonical JSON, in one text for good and two that can go', () => {
    const made = toRecord(entry, () => 'salt');
    expect(made.staff).toBe('{"id":"staff-ann","name":"Name of staff-ann","salt":"salt"}');
    expect(made.customer).toBe(
      '{"id":"C-100001","personal":{"amount":"12.00","payee":"Jürgen \\"Jo\\" Groß"},"salt":"salt"}',
    );
    expect(made.record).toBe(
      `{"action":"transfer.drafted","actor":{"kind":"staff"},"at":"2026-03-02T09:00:00.000Z",` +
        `"customer":"${digest(made.customer ?? '')}","details":{"a":true,"n":1,"rate":0.5,"z":null},` +
        `"staff":"${digest(made.staff ?? '')}","transfer_id":"tra_1","v":1,"verification_id":"ver_1"}`,
    );
  });

  test('says for good nothing of who acted or whom it concerned', () => {
    const { record } = toRecord(entry);
    for (const personal of ['staff-ann', 'Name of', 'C-100001', 'Jürgen', '12.00', 'session', 'salt']) {
      expect(record).not.toContain(personal);
    }
  });

  test('has another salt each time and for each of the two, of 128 bits', () => {
    const salts = Array.from({ length: 20 }, () => toRecord(entry)).flatMap(({ staff, customer }) =>
      [staff, customer].map((text): string => JSON.parse(text ?? '{}').salt),
    );
    expect(new Set(salts).size).toBe(40);
    expect(salts.every((salt) => Buffer.from(salt, 'base64url').length === 16)).toBe(true);
  });

  test('of a machine names it, and nobody', () => {
    const { actor: _, customerId: __, personal: ___, ...rest } = entry;
    const made = toRecord({ ...rest, actor: poller });
    expect(made).toMatchObject({ staff: null, customer: null });
    expect(JSON.parse(made.record).actor).toEqual({ kind: 'system', name: 'poller' });
    expect(Object.keys(JSON.parse(made.record))).not.toContain('staff');
    expect(Object.keys(JSON.parse(made.record))).not.toContain('customer');
  });

  test('says beside itself where somebody acted from, and only where that is known', () => {
    const made = toRecord({ ...entry, actor: { ...ann, address: '203.0.113.7' } }, () => 'salt');
    expect(made.staff).toBe(
      '{"address":"203.0.113.7","id":"staff-ann","name":"Name of staff-ann","salt":"salt"}',
    );
    expect(made.record).toContain(`"staff":"${digest(made.staff ?? '')}"`);
    expect(made.record).not.toContain('203.0.113.7');
    expect(toRecord({ ...entry, actor: { ...ann, address: undefined } }).staff).not.toContain('address');
  });

  test('of somebody who has not signed in names nobody, and says where they were', () => {
    const { customerId: _, personal: __, ...rest } = entry;
    const from = toRecord({ ...rest, actor: { kind: 'stranger', address: '::1' } }, () => 'salt');
    expect(from.staff).toBe('{"address":"::1","salt":"salt"}');
    expect(JSON.parse(from.record)).toMatchObject({
      actor: { kind: 'stranger' },
      staff: digest(from.staff ?? ''),
    });
    const nowhere = toRecord({ ...rest, actor: { kind: 'stranger' } });
    expect(nowhere.staff).toBeNull();
    expect(JSON.parse(nowhere.record).nonce, 'no two are alike').toBeTypeOf('string');
  });

  test('keeps what is personal also where the customer is not known', () => {
    const { customerId: _, ...rest } = entry;
    expect(JSON.parse(toRecord(rest).customer ?? '')).toMatchObject({
      id: null,
      personal: { amount: '12.00' },
    });
  });

  test('is the same text again when it was read and written, whatever is in it', () => {
    const details = fc.dictionary(
      fc.stringMatching(/^[a-z_]{1,12}$/),
      fc.oneof(
        fc.string(),
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.boolean(),
        fc.constant(null),
      ),
    );
    fc.assert(
      fc.property(details, details, (said, personal) => {
        const made = toRecord({ ...entry, details: said, personal });
        for (const text of [made.record, made.staff, made.customer]) {
          expect(JSON.stringify(JSON.parse(text ?? ''))).toBe(text);
        }
        expect(JSON.parse(made.record).customer).toBe(digest(made.customer ?? ''));
      }),
    );
  });

  test('is none when a number in it is none', () => {
    expect(() => toRecord({ ...entry, details: { n: Number.NaN } })).toThrow();
  });
});
