import { beforeEach, describe, expect, test, vi } from 'vitest';
import { reportOn } from '@/lib/alarms/reports-of';
import type { AuditEntry } from '@/lib/audit/entry';
import type { TokenSet } from '@/lib/ciba/outcome';
import type { SensitiveDataAnswer } from '@/lib/customers/customer-api';
import { getSensitiveData } from '@/lib/customers/sensitive-data';
import type { SensitiveData } from '@/lib/customers/view';
import { endCall } from '@/lib/verification/end-call';
import { newVerificationId, type Verification } from '@/lib/verification/verification';
import { eventually } from '../../support/eventually';
import { ann, approved, bob, ended, pending, requested, sue, tokens } from '../../support/samples';
import { type Desk, desk } from '../verification/desk';

const data: SensitiveData = {
  personal: {
    dateOfBirth: '1980-01-01',
    taxId: 'X1234567',
    address: { street: 'Calle Mayor 1', postalCode: '46001', city: 'Valencia', country: 'ES' },
    email: 'maria.alvarez@example.com',
    phone: '+34612345001',
    securityNote: null,
  },
  accounts: [],
  missing: { accounts: 0, transactions: 0 },
  transactions: [],
};

let at: Desk;
let v: Verification;
let trail: AuditEntry[];
let asked: string[];
let answer: () => SensitiveDataAnswer | Promise<SensitiveDataAnswer>;

beforeEach(() => {
  at = desk();
  v = at.store.put(approved(), { tokens: tokens() });
  trail = [];
  asked = [];
  answer = () => ({ kind: 'data', subject: 'sub-maria', data });
});

const deps = () => ({
  ...at.deps,
  audit: { append: async (entry: AuditEntry) => void trail.push(entry) },
  customerApi: {
    sensitiveData: async (presented: TokenSet) => {
      asked.push(presented.accessToken);
      return answer();
    },
  },
});
const read = (actor = ann, id = v.id as string) => getSensitiveData(deps(), actor, id);

/** What the record will say. */
const refusal = (why: string) => ({
  action: 'sensitive_data.refused',
  why,
  verificationId: v.id,
  customerId: v.customerId,
});

describe('sensitive data', () => {
  test('is fetched with the tokens of the approval, and shown', async () => {
    expect(await read()).toEqual(data);
    expect(asked).toEqual(['access-token-of-maria']);
    expect(at.store.get(v.id).viewedAt).toEqual(at.clock.now());
  });

  test('of one customer locks what was on screen of another, whatever the browser said', async () => {
    const other = at.store.put(approved({ customerId: 'C-2', viewedAt: at.clock.now() }), {
      tokens: tokens('C-2'),
    });
    const unseen = at.store.put(approved({ customerId: 'C-3' }), { tokens: tokens('C-3') });
    await read();
    expect(at.store.get(other.id).grantEnd).toBe('left_customer');
    expect(at.store.get(unseen.id).grantEnd).toBeNull();
  });

  test('is shown only after it was recorded who looked at whom', async () => {
    vi.spyOn(at.store, 'recordRead').mockRejectedValueOnce(new Error('connection lost'));
    await expect(read()).rejects.toThrow('connection lost');
    await read();
    expect(at.store.audit.slice(1)).toEqual([
      {
        at: at.clock.now(),
        actor: ann,
        action: 'sensitive_data.read',
        verificationId: v.id,
        customerId: v.customerId,
      },
    ]);
  });

  test('is recorded every time it is read, as first viewed once', async () => {
    await read();
    await read();
    expect(at.store.actions()).toEqual([
      'verification.data_viewed',
      'sensitive_data.read',
      'sensitive_data.read',
    ]);
  });

  test('of two customers at once is shown of the one that was asked for last, and of no other', async () => {
    const other = at.store.put(approved({ customerId: 'C-2', customerSubject: 'sub-C-2' }), {
      tokens: tokens('C-2'),
    });
    let respond = () => {};
    answer = () =>
      new Promise((resolve) => {
        respond = () => resolve({ kind: 'data', subject: 'sub-maria', data });
      });
    const first = read();
    await eventually(() => expect(asked).toHaveLength(1));
    answer = () => ({ kind: 'data', subject: 'sub-C-2', data });
    expect(await read(ann, other.id)).toEqual(data);
    respond();
    await expect(first).rejects.toMatchObject({ code: 'forbidden' });
    expect(at.store.get(v.id).viewedAt).toBeNull();
  });

  test('is not shown once an alarm stands, also where it was on its way already', async () => {
    answer = async () => {
      await at.store.report([reportOn(v, 'staff', bob, at.clock.now(), 'another voice')]);
      return { kind: 'data', subject: 'sub-maria', data };
    };
    await expect(read()).rejects.toMatchObject({ code: 'forbidden' });
    expect(at.store.actions()).not.toContain('sensitive_data.read');
    expect(at.store.get(v.id).grantEnd).toBe('alarm');
  });

  test('leaves nothing of itself and no token in trail or log', async () => {
    await read();
    const kept = JSON.stringify([trail, at.store.audit]) + at.log.text();
    expect(kept).not.toMatch(/access-token|X1234567|Calle Mayor/);
  });
});

describe('without a live grant', () => {
  test.each<[string, Verification]>([
    ['requested', requested()],
    ['pending', pending()],
    ['denied', ended('denied')],
    ['expired', ended('expired')],
    ['cancelled', ended('cancelled')],
    ['failed', ended('failed')],
    ['approved, with the call ended', approved({ grantEnd: 'call_ended' })],
  ])('nothing is fetched: %s', async (_what, other) => {
    at.store.put(other, { tokens: tokens() });
    await expect(read(ann, other.id)).rejects.toMatchObject({ code: 'forbidden' });
    expect(asked).toEqual([]);
  });

  test('nothing is fetched from the moment the grant runs out, swept or not', async () => {
    at.clock.jump(600_000);
    await expect(read()).rejects.toMatchObject({ code: 'forbidden' });
    expect(asked).toEqual([]);
  });

  test('nothing is fetched when the tokens are gone', async () => {
    at.store.put(v, {});
    await expect(read()).rejects.toMatchObject({ code: 'forbidden' });
    expect(asked).toEqual([]);
  });
  test('nothing is fetched when no key opens the tokens: the data is locked', async () => {
    vi.spyOn(at.store, 'secretsOf').mockRejectedValue(new Error('no key'));
    await expect(read()).rejects.toMatchObject({ code: 'forbidden' });
  });
});

describe('for anybody else', () => {
  test.each([
    ['a colleague, to whom the verification does not exist', bob, 'not_found'],
    ['a supervisor', sue, 'forbidden'],
    ['a supervisor who is an agent too', { ...sue, roles: ['supervisor', 'agent'] as const }, 'forbidden'],
    ['the agent whose role was taken', { ...ann, roles: [] }, 'forbidden'],
  ])('nothing is fetched: %s', async (_who, actor, code) => {
    await expect(read(actor)).rejects.toMatchObject({ code });
    expect(asked).toEqual([]);
  });

  test.each(['', 'ver_x', newVerificationId()])('an id nobody made is not_found: %j', async (id) => {
    await expect(read(ann, id)).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('an answer of the customer API', () => {
  test('about somebody else is not shown, ends the grant and is recorded', async () => {
    answer = () => ({ kind: 'data', subject: 'sub-walter', data });
    await expect(read()).rejects.toMatchObject({
      code: 'unavailable',
      refusal: refusal('answer about another customer'),
    });
    expect(trail).toEqual([]);
    expect(at.store.get(v.id)).toMatchObject({ grantEnd: 'token_refused', viewedAt: null });
    expect(at.ciba.revoked).toEqual([tokens()]);
  });

  test('that refuses the token locks for good', async () => {
    answer = () => ({ kind: 'token_refused' });
    await expect(read()).rejects.toMatchObject({ code: 'forbidden', refusal: refusal('token refused') });
    expect(at.store.get(v.id)).toMatchObject({ grantEnd: 'token_refused' });
    expect(at.store.secrets(v.id)).toEqual({});
  });

  test('that refuses the scope is recorded and leaves the grant', async () => {
    answer = () => ({ kind: 'not_allowed' });
    await expect(read()).rejects.toMatchObject({
      code: 'unavailable',
      refusal: refusal('scope not sufficient'),
    });
    expect(at.store.get(v.id).grantEnd).toBeNull();
  });

  test('that does not come leaves the grant, so that it can be tried again', async () => {
    answer = () => ({ kind: 'unavailable', detail: 'HTTP 503' });
    await expect(read()).rejects.toMatchObject({ code: 'unavailable' });
    expect(trail).toEqual([]);
    answer = () => ({ kind: 'data', subject: 'sub-maria', data });
    expect(await read()).toEqual(data);
  });

  test('that comes after the call ended is not shown', async () => {
    answer = async () => {
      await endCall(at.deps, ann, v.id);
      return { kind: 'data', subject: 'sub-maria', data };
    };
    await expect(read()).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('that comes after the grant ran out is not shown', async () => {
    answer = () => {
      at.clock.jump(600_000);
      return { kind: 'data', subject: 'sub-maria', data };
    };
    await expect(read()).rejects.toMatchObject({ code: 'forbidden' });
  });
});
