import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { InitiateOutcome } from '@/lib/ciba/outcome';
import { cancelVerification } from '@/lib/verification/cancel';
import { requestVerification } from '@/lib/verification/request';
import type { VerificationId } from '@/lib/verification/verification';
import { ann, bob, customer, later, maria, staff, sue } from '../../support/samples';
import { deferred } from '../../support/scripted-ciba';
import { type Desk, desk } from './desk';

let at: Desk;
beforeEach(() => {
  at = desk(customer('C-2'));
  at.node.poller.start();
});

const request = (actor = ann, customerId = maria.id) => requestVerification(at.deps, actor, customerId);
const fresh = async () => {
  const { verification, sent } = await request();
  await sent;
  return at.store.get(verification.id);
};

describe('a request', () => {
  test('is stored, with who asked and about whom, before the OP hears of it', async () => {
    let stored: unknown;
    at.ciba.onRequest = async () => {
      stored = await at.store.findCurrent(maria.id);
    };
    const { verification, existing, sent } = await request();
    await sent;
    expect(stored).toEqual(verification);
    expect(existing).toBe(false);
    expect(verification).toMatchObject({
      status: 'requested',
      customerId: maria.id,
      customerSubject: maria.subject,
      staffSubject: ann.subject,
      staffName: ann.name,
      requestedAt: at.clock.now(),
      version: 1,
    });
    expect(at.store.audit[0]).toMatchObject({
      actor: ann,
      action: 'verification.requested',
      verificationId: verification.id,
      customerId: maria.id,
    });
  });

  test('by a page that does not know how the last one ended is refused, and nobody is asked', async () => {
    const knowing = (seen: string, actor = ann) => requestVerification(at.deps, actor, maria.id, { seen });
    const first = await knowing('');
    await first.sent;
    // Still open: it is shown instead.
    await expect(knowing('')).resolves.toMatchObject({ existing: true });
    await cancelVerification(at.deps, ann, first.verification.id);
    await expect(knowing('')).rejects.toMatchObject({ code: 'out_of_date' });
    expect(at.ciba.requests).toHaveLength(1);
    const again = await knowing(first.verification.id);
    await again.sent;
    expect(at.ciba.requests).toHaveLength(2);
    // What others asked is no business of this page's knowledge.
    await cancelVerification(at.deps, ann, again.verification.id);
    await (await knowing('', bob)).sent;
    expect(at.ciba.requests).toHaveLength(3);
  });

  test('that cannot be stored is never sent', async () => {
    vi.spyOn(at.store, 'insert').mockRejectedValue(new Error('connection lost'));
    await expect(request()).rejects.toThrow('connection lost');
    expect(at.ciba.requests).toEqual([]);
  });

  test('asks the OP in the words of its purpose and of the settings', async () => {
    at.deps.requests = Object.assign(at.deps.requests, { scope: 'openid accounts', requestedExpiry: 90 });
    const { verification, sent } = await request();
    await sent;
    expect(at.ciba.requests).toEqual([
      {
        scope: 'openid accounts',
        hint: { login_hint: 'maria.alvarez' },
        bindingMessage: verification.bindingMessage,
        requestedExpiry: 90,
      },
    ]);
    expect(verification.bindingMessage).toContain(verification.spokenCode);
  });

  test('has a spoken code of its own', async () => {
    const first = await request();
    const second = await request(ann, 'C-2');
    expect(first.verification.spokenCode).not.toBe(second.verification.spokenCode);
    expect(first.verification.id).not.toBe(second.verification.id);
  });

  test('that the OP acknowledged is pending, and polled at its pace until its deadline', async () => {
    at.ciba.acknowledgement = { kind: 'acknowledged', authReqId: 'auth-req-1', expiresIn: 60, interval: 9 };
    const v = await fresh();
    expect(v).toMatchObject({ status: 'pending', intervalSeconds: 9, expiresAt: later(60) });
    expect(at.store.secrets(v.id)).toEqual({ authReqId: 'auth-req-1' });
    await at.clock.advance(28_000);
    expect(at.ciba.gaps()).toEqual([9, 9]);
    await at.clock.advance(32_000);
    expect(at.store.get(v.id).status).toBe('expired');
    expect(at.store.secrets(v.id)).toEqual({});
  });

  test.each<Extract<InitiateOutcome, { kind: 'refused' }>['reason']>([
    'unknown_user',
    'not_enrolled',
    'binding_message_refused',
    'client_refused',
    'request_refused',
    'op_unreachable',
  ])('that the OP refused has failed, and says why: %s', async (reason) => {
    at.ciba.acknowledgement = { kind: 'refused', reason, detail: 'some_error, HTTP 400' };
    const v = await fresh();
    expect(v).toMatchObject({ status: 'failed', reason, detail: 'some_error, HTTP 400' });
    await at.clock.advance(60_000);
    expect(at.ciba.polls).toEqual([]);
  });

  test('leaves no auth_req_id in the audit trail or the log', async () => {
    await fresh();
    await at.clock.advance(20_000);
    expect(at.store.actions()).toEqual(['verification.requested', 'verification.acknowledged']);
    expect(JSON.stringify(at.store.audit) + at.log.text()).not.toContain('auth-req-1');
  });
});

describe('a request that must not be', () => {
  test.each([
    ['a supervisor', sue],
    ['somebody without a role', staff('staff-new', [])],
  ])('is refused to %s', async (_who, actor) => {
    await expect(request(actor)).rejects.toMatchObject({ code: 'forbidden' });
    expect(at.store.audit).toEqual([]);
  });

  test.each(['C-nobody', '', '../C-100001'])('is refused about nobody we know: %j', async (id) => {
    await expect(request(ann, id)).rejects.toMatchObject({ code: 'not_found' });
    expect(at.ciba.requests).toEqual([]);
  });

  test('is refused for an id that no database takes, as for any other', async () => {
    await expect(request(ann, 'C-\0')).rejects.toMatchObject({ code: 'not_found' });
  });

  test('is refused about a customer the OP cannot be told of', async () => {
    at.ciba.hint = () => undefined;
    await expect(request()).rejects.toMatchObject({ code: 'unavailable' });
    expect(at.store.audit).toEqual([]);
  });

  test('is refused where the OP takes no message with the code in it', async () => {
    at.ciba.bindingMessage = { maxLength: 6, characters: 'A-Z0-9-' };
    await expect(request()).rejects.toMatchObject({ code: 'unavailable' });
    expect(at.store.audit).toEqual([]);
  });
});

describe('one open request per customer', () => {
  test('the second click gets the first request, and the phone rings once', async () => {
    const [first, second] = await Promise.all([request(), request()]);
    await first.sent;
    await second.sent;
    expect(second).toMatchObject({ existing: true, verification: { id: first.verification.id } });
    expect(at.ciba.requests).toHaveLength(1);
  });

  test('a colleague sees the first one too', async () => {
    const v = await fresh();
    expect(await request(bob)).toMatchObject({ existing: true, verification: { id: v.id } });
  });

  test('another customer is not affected', async () => {
    await fresh();
    expect(await request(ann, 'C-2')).toMatchObject({ existing: false });
  });

  test('after the end a new one may be made', async () => {
    const v = await fresh();
    await cancelVerification(at.deps, ann, v.id);
    expect(await request()).toMatchObject({ existing: false });
  });
});

describe('too many requests', () => {
  const askAndGiveUp = async () => {
    const v = await fresh();
    await cancelVerification(at.deps, ann, v.id);
  };

  test('about one customer are refused, by whomever, until the first is ten minutes old', async () => {
    for (let i = 0; i < 3; i++) await askAndGiveUp();
    await expect(request(bob)).rejects.toMatchObject({ code: 'rate_limited' });
    expect(at.ciba.requests).toHaveLength(3);
    expect(await request(ann, 'C-2')).toMatchObject({ existing: false });
    await at.clock.advance(600_000);
    expect(await request()).toMatchObject({ existing: false });
  });

  test('are counted by rings of the phone: what the OP refused does not count', async () => {
    at.ciba.acknowledgement = { kind: 'refused', reason: 'not_enrolled', detail: 'x' };
    for (let i = 0; i < 5; i++) expect(await fresh()).toMatchObject({ reason: 'not_enrolled' });
  });
});

describe('a cancellation while the OP is thinking', () => {
  let id: VerificationId;

  beforeEach(async () => {
    const thinking = deferred<InitiateOutcome>();
    at.ciba.acknowledgement = thinking.promise;
    const { verification, sent } = await request();
    id = verification.id;
    await cancelVerification(at.deps, ann, id);
    thinking.resolve({ kind: 'acknowledged', authReqId: 'auth-req-1', expiresIn: 60, interval: 1 });
    await sent;
  });

  test('is final: the acknowledgement changes nothing and its auth_req_id is not kept', () => {
    expect(at.store.get(id)).toMatchObject({ status: 'cancelled' });
    expect(at.store.secrets(id)).toEqual({});
  });

  test('keeps the request from ever being polled, so that it cannot be approved', async () => {
    at.ciba.otherwise = () => ({ kind: 'approved', tokens: { accessToken: 'x', expiresIn: 60 } });
    await at.clock.advance(60_000);
    expect(at.ciba.polls).toEqual([]);
    expect(at.store.get(id).status).toBe('cancelled');
  });
});

describe('a database that is away when the OP acknowledges', () => {
  test.each([2, 40])('for %d seconds cuts nothing short, on any node', async (away) => {
    const other = at.net.node();
    other.poller.start();
    const all = [at.node, other];
    at.ciba.onRequest = () => {
      for (const node of all) node.connected = false;
    };
    const { verification, sent } = await request();
    const received = at.clock.now();
    await at.clock.advance(away * 1000);
    other.connected = true;
    await at.clock.advance(2_500);
    at.node.connected = true;
    await at.clock.advance(1_000);
    await sent;
    expect(at.store.get(verification.id)).toMatchObject({
      status: 'pending',
      // As the OP counts.
      expiresAt: later(120, received),
    });
    at.ciba.otherwise = () => ({ kind: 'approved', tokens: { accessToken: 'x', expiresIn: 60 } });
    await at.clock.advance(10_000);
    expect(at.store.get(verification.id).status).toBe('approved');
  });

  test('and is back before a slow OP acknowledges has nobody give the request up', async () => {
    const other = at.net.node();
    other.poller.start();
    const slow = deferred<InitiateOutcome>();
    at.ciba.acknowledgement = slow.promise;
    const { verification, sent } = await request();
    await at.clock.advance(1_000);
    for (const node of [at.node, other]) node.connected = false;
    await at.clock.advance(24_000);
    other.connected = true;
    await at.clock.advance(1_500);
    at.node.connected = true;
    await at.clock.advance(15_000);
    slow.resolve({ kind: 'acknowledged', authReqId: 'auth-req-1', expiresIn: 120, interval: 5 });
    await at.clock.advance(1_000);
    await sent;
    expect(at.store.get(verification.id).status).toBe('pending');
  });

  test('and whose commit was not confirmed has it acknowledged once', async () => {
    const update = at.store.update.bind(at.store);
    vi.spyOn(at.store, 'update').mockImplementationOnce(async (...args) => {
      await update(...args);
      throw new Error('connection lost after commit');
    });
    const { verification, sent } = await request();
    await at.clock.advance(1_000);
    await sent;
    await at.clock.advance(5_000);
    expect(at.ciba.polls).toHaveLength(1);
    expect(at.store.actions(verification.id)).toEqual([
      'verification.requested',
      'verification.acknowledged',
    ]);
  });

  test('has the refusal of the OP told when it is back', async () => {
    at.ciba.acknowledgement = { kind: 'refused', reason: 'op_busy', detail: 'HTTP 429' };
    const update = vi.spyOn(at.store, 'update').mockRejectedValue(new Error('connection lost'));
    const { verification, sent } = await request();
    await at.clock.advance(10_000);
    update.mockRestore();
    await at.clock.advance(1_000);
    await sent;
    expect(at.store.get(verification.id)).toMatchObject({ status: 'failed', reason: 'op_busy' });
  });
});
