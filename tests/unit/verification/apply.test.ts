import { beforeEach, describe, expect, test, vi } from 'vitest';
import { apply } from '@/lib/verification/apply';
import { newVerificationId, type Verification } from '@/lib/verification/verification';
import { ann, later, pending, tokens } from '../../support/samples';
import { type Desk, desk } from './desk';
import { events } from './events';

let at: Desk;
let v: Verification;
beforeEach(() => {
  at = desk();
  v = at.store.put(pending(), { authReqId: 'auth-req-1' });
});

/** Somebody else is faster this many times. */
function racedBy(times: number, change: (seen: Verification) => Verification) {
  const update = at.store.update.bind(at.store);
  let left = times;
  return vi.spyOn(at.store, 'update').mockImplementation(async (...args) => {
    if (left-- > 0) at.store.put(change(at.store.get(v.id)), at.store.secrets(v.id));
    return update(...args);
  });
}

const bumped = (seen: Verification): Verification => ({
  ...seen,
  opReachable: !seen.opReachable,
  version: seen.version + 1,
});

describe('an event', () => {
  test('is decided again on what is stored when somebody else was faster, and recorded once', async () => {
    const update = racedBy(1, bumped);
    expect(await apply(at.deps, v.id, events.cancelled, ann)).toMatchObject({
      status: 'cancelled',
      opReachable: false,
      version: 4,
    });
    expect(update).toHaveBeenCalledTimes(2);
    expect(at.store.actions()).toEqual(['verification.cancelled']);
  });

  test('that no longer applies after that changes and records nothing', async () => {
    racedBy(1, (seen) => ({ ...seen, status: 'denied', reason: 'denied', endedAt: later(1), version: 3 }));
    expect(await apply(at.deps, v.id, events.approved, ann, { tokens: tokens() })).toBeUndefined();
    expect(at.store.get(v.id).status).toBe('denied');
    expect(at.store.audit).toEqual([]);
  });

  test('gives up with a conflict when others are always faster', async () => {
    racedBy(Number.POSITIVE_INFINITY, bumped);
    await expect(apply(at.deps, v.id, events.cancelled, ann)).rejects.toMatchObject({ code: 'conflict' });
    expect(at.store.audit).toEqual([]);
  });

  test('of an unknown verification is not_found', async () => {
    await expect(apply(at.deps, newVerificationId(), events.cancelled, ann)).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  test('is recorded with who, when, about whom and what became of it', async () => {
    at.clock.jump(3000);
    await apply(at.deps, v.id, { type: 'denied', fraudReported: true }, ann);
    expect(at.store.audit.slice(0, 1)).toEqual([
      {
        at: later(3),
        actor: ann,
        action: 'verification.denied',
        verificationId: v.id,
        customerId: v.customerId,
        details: { fraudReported: true, status: 'denied', reason: 'fraud_reported' },
        personal: { binding_message: v.bindingMessage },
      },
    ]);
  });

  test('keeps the message out of the record until the customer cannot be asked any more', async () => {
    await apply(at.deps, v.id, events.op_lost, ann);
    expect(JSON.stringify(at.store.audit)).not.toContain(v.spokenCode);
  });

  test('that made it expire is not recorded as an approval', async () => {
    at.clock.jump(120_000);
    await apply(at.deps, v.id, events.approved, ann, { tokens: tokens() });
    expect(at.store.get(v.id).status).toBe('expired');
    expect(at.store.actions()).not.toContain('verification.approved');
  });
});

describe('secrets', () => {
  test('are kept through changes that do not end anything', async () => {
    await apply(at.deps, v.id, events.op_lost, ann);
    expect(at.store.secrets(v.id)).toEqual({ authReqId: 'auth-req-1' });
  });

  test('are replaced by the tokens at the approval, kept while they are used, and erased after', async () => {
    await apply(at.deps, v.id, events.approved, ann, { tokens: tokens() });
    expect(at.store.secrets(v.id)).toEqual({ tokens: tokens() });
    await apply(at.deps, v.id, events.data_viewed, ann);
    expect(at.store.secrets(v.id)).toEqual({ tokens: tokens() });
    await apply(at.deps, v.id, events.grant_ended, ann);
    expect(at.store.secrets(v.id)).toEqual({});
  });

  test('are erased with an approval that came too late', async () => {
    at.clock.jump(120_000);
    await apply(at.deps, v.id, events.approved, ann, { tokens: tokens() });
    expect(at.store.secrets(v.id)).toEqual({});
  });

  test.each(['denied', 'expired', 'cancelled', 'failed'] as const)(
    'are erased when it is %s',
    async (type) => {
      await apply(at.deps, v.id, events[type], ann);
      expect(at.store.secrets(v.id)).toEqual({});
    },
  );

  test('are in no audit entry, whatever happens', async () => {
    await apply(at.deps, v.id, events.slowed_down, ann);
    await apply(at.deps, v.id, events.approved, ann, {
      tokens: { ...tokens(), refreshToken: 'refresh-token' },
    });
    await apply(at.deps, v.id, events.data_viewed, ann);
    await apply(at.deps, v.id, events.grant_ended, ann);
    expect(at.store.audit).toHaveLength(4);
    expect(JSON.stringify(at.store.audit)).not.toMatch(/access-token|refresh-token|auth-req/);
  });
});
