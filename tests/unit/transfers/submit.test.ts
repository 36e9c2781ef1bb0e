import { beforeEach, describe, expect, test, vi } from 'vitest';
import { askCustomer } from '@/lib/transfers/ask-customer';
import { getTransfer } from '@/lib/transfers/get';
import { hashOf } from '@/lib/transfers/linking';
import { defaultPolicy, type PolicyRules } from '@/lib/transfers/policy';
import { readDraft } from '@/lib/transfers/save-draft';
import { startAgain } from '@/lib/transfers/start-again';
import { submitTransfer } from '@/lib/transfers/submit';
import type { Transfer } from '@/lib/transfers/transfer';
import { cancelTransfer, reopenTransfer } from '@/lib/transfers/withdraw';
import { quiet } from '../../support/fake-clock';
import { ended, later, maria, pending, sue, tom } from '../../support/samples';
import { draft, form, grace, order, tess, transferAt } from '../../support/transfer-samples';
import { detailsOf, type TransferDesk, transferDesk } from './desk';

let at: TransferDesk;
beforeEach(() => {
  at = transferDesk();
  at.ciba.sendsDetails = true;
});

const small: PolicyRules = { ...defaultPolicy, withoutCustomerUpTo: { EUR: 100_000 } };
const executedLongAgo = () =>
  transferAt('executed', { submittedAt: later(-200_000), authorizedAt: later(-200_000) });
const submit = (t: Transfer, version = t.version, actor = tom) =>
  submitTransfer(at.deps, actor, t.id, version);

describe('submitting', () => {
  test('while the customer cannot be asked leaves the draft as it is, and says from when on they can', async () => {
    const limits = { ...at.deps.requests.limits, perCustomer: { count: 1, seconds: 600 } };
    const deps = { ...at.deps, requests: { ...at.deps.requests, limits } };
    at.store.put(ended('expired', { requestedAt: at.clock.now(), endedAt: at.clock.now() }));
    const t = at.transfers.put(draft());
    await expect(submitTransfer(deps, tom, t.id, t.version)).rejects.toMatchObject({
      code: 'rate_limited',
      message: expect.stringMatching(/minutes|at \d\d:\d\d/),
    });
    expect(at.transfers.get(t.id)).toEqual(t);
    expect(at.ciba.requests).toEqual([]);
    // Nor while they are asked something else.
    const asked = at.store.put(pending({ requestedAt: at.clock.now() }));
    await expect(submit(t)).rejects.toMatchObject({ code: 'conflict', message: /something else/ });
    expect(at.transfers.get(t.id)).toEqual(t);
    // Where a second person comes first nobody is asked yet.
    const large = at.transfers.put(
      draft({
        order: { ...order, amount: { currency: 'EUR', minor: 2_500_000 } },
        edition: 2,
        form: { ...form, amount: '25000' },
      }),
    );
    expect(await submit(large)).toMatchObject({ status: 'awaiting_second_person' });
    expect(asked.status).toBe('pending');
  });

  test('records a limit of one’s own that keeps the customer from being asked, and none where a second person comes first', async () => {
    const recorded = vi.spyOn(at.store, 'recordLimit');
    const limits = { ...at.deps.requests.limits, perStaff: { count: 1, seconds: 600 } };
    const deps = { ...at.deps, requests: { ...at.deps.requests, limits } };
    const past = { requestedAt: at.clock.now(), endedAt: at.clock.now() };
    at.store.put(ended('expired', { ...past, staffSubject: tom.subject, customerId: 'C-9' }));
    const large = at.transfers.put(
      draft({
        order: { ...order, amount: { currency: 'EUR', minor: 2_500_000 } },
        edition: 2,
        form: { ...form, amount: '25000' },
      }),
    );
    const small = at.transfers.put(draft());
    await expect(submitTransfer(deps, tom, small.id, small.version)).rejects.toMatchObject({
      code: 'rate_limited',
    });
    expect(recorded).toHaveBeenCalledOnce();
    await submitTransfer(deps, tom, large.id, large.version);
    expect(recorded).toHaveBeenCalledOnce();
  });

  test('freezes the draft, records exactly what, and asks the customer at once', async () => {
    const t = at.transfers.put(draft());
    const submitted = await submit(t);
    await quiet();
    const hash = hashOf({ ...t, order });
    expect(submitted).toMatchObject({ status: 'awaiting_customer', requirement: 'customer', hash });
    expect(at.transfers.get(t.id)).toEqual(submitted);
    expect(at.transfers.audit(t.id)).toEqual([
      {
        at: at.clock.now(),
        actor: tom,
        action: 'transfer.submitted',
        transferId: t.id,
        customerId: maria.id,
        details: {
          requirement: 'customer',
          because: 'new_payee',
          status: 'awaiting_customer',
          edition: 1,
          hash,
        },
        personal: {
          amount: '500.00',
          currency: 'EUR',
          payee: 'John Doe',
          payee_account: 'DE89 3704 0044 0532 0130 00',
          source_account: 'ES9121000418450200051332',
          reference: 'Invoice 7',
        },
      },
    ]);
    expect(at.ciba.requests).toMatchObject([{ authorizationDetails: detailsOf(submitted) }]);
  });

  test.each([
    ['a second person has to agree first', '10000', 'EUR', 1_000_000],
    ['the currency is one nobody set an amount for', '0.0050', 'BHD', 5],
  ] as const)('asks nobody yet where %s', async (_why, amount, currency, minor) => {
    const typed = { ...form, amount, currency };
    const t = at.transfers.put(draft({ form: typed, order: { ...order, amount: { currency, minor } } }));
    expect(await submit(t)).toMatchObject({ status: 'awaiting_second_person' });
    await quiet();
    expect(at.ciba.requests).toEqual([]);
  });

  test('asks nobody at all where policy says so, and the payee is known', async () => {
    at = transferDesk(small);
    at.transfers.put(transferAt('executed'));
    const t = at.transfers.put(draft());
    expect(await submit(t)).toMatchObject({ status: 'authorized', requirement: 'none', attemptAt: later(0) });
    await quiet();
    expect(at.ciba.requests).toEqual([]);
  });

  test('waits with asking until the customer has told their user code', async () => {
    at.deps.requests.asksUserCode = true;
    const t = at.transfers.put(draft());
    expect(await submit(t)).toMatchObject({ status: 'awaiting_customer' });
    await quiet();
    expect(at.ciba.requests).toEqual([]);
    await askCustomer(at.deps, tom, t.id, { userCode: '4711' });
    await quiet();
    expect(at.ciba.requests).toMatchObject([{ userCode: '4711' }]);
  });

  test('twice is a conflict the second time, and asks once', async () => {
    const t = at.transfers.put(draft());
    await submit(t);
    await expect(submit(t)).rejects.toMatchObject({ code: 'conflict' });
    await expect(submit(t, t.version + 1)).rejects.toMatchObject({ code: 'conflict' });
    await quiet();
    expect(at.ciba.requests).toHaveLength(1);
  });

  test('twice at once succeeds once', async () => {
    const t = at.transfers.put(draft());
    const results = await Promise.allSettled([submit(t), submit(t), submit(t)]);
    await quiet();
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(at.transfers.audit(t.id)).toHaveLength(1);
    expect(at.ciba.requests).toHaveLength(1);
  });

  test.each([0, 1, 3])(
    'version %i of what is at version 2 is a conflict: it is not what was read',
    async (v) => {
      const t = at.transfers.put(draft({ version: 2 }));
      await expect(submit(t, v)).rejects.toMatchObject({ code: 'conflict' });
      expect(at.transfers.get(t.id)).toBe(t);
    },
  );

  test('something incomplete is refused', async () => {
    const t = at.transfers.put(draft({ form: { ...form, amount: '' }, order: null }));
    await expect(submit(t)).rejects.toMatchObject({ code: 'invalid_input' });
    expect(at.transfers.get(t.id)).toBe(t);
  });

  test('an order that is not what its text means, by now, is a conflict', async () => {
    const t = at.transfers.put(draft({ form: { ...form, amount: '5000' } }));
    await expect(submit(t)).rejects.toMatchObject({ code: 'conflict' });
    expect(at.transfers.get(t.id)).toBe(t);
  });

  test('two of one customer at once: the second knows of the first', async () => {
    at = transferDesk({ ...small, perCustomerAndDay: { count: 1, sumFrom: {} } });
    at.transfers.put(executedLongAgo());
    const [one, other] = [at.transfers.put(draft({ edition: 2 })), at.transfers.put(draft())];
    const [first, second] = await Promise.all([submit(one), submit(other)]);
    expect(first).toMatchObject({ requirement: 'none' });
    expect(second).toMatchObject({
      requirement: 'customer_and_second_person',
      policyReasons: ['many_for_customer'],
    });
  });

  describe('in parts', () => {
    const parts = { currency: 'EUR', minor: 999_999 };
    const part = (change: Partial<Transfer> = {}) =>
      draft({
        form: { ...form, amount: '9999.99' },
        order: { ...order, amount: parts },
        edition: 2,
        ...change,
      });

    test('needs a second person at the second part, and that is kept, shown and recorded', async () => {
      await submit(at.transfers.put(part()));
      const second = at.transfers.put(part());
      const said = {
        requirement: 'customer_and_second_person',
        reasons: ['day_sum_payee', 'new_payee'],
        sums: { day_sum_payee: { ...parts, decimal: '9999.99' } },
      };
      expect((await readDraft(at.deps, tom, second.id)).reading).toMatchObject(said);
      expect(await submit(second)).toMatchObject({
        status: 'awaiting_second_person',
        policyReasons: ['day_sum_payee', 'new_payee'],
        policySums: { day_sum_payee: { minor: 999_999, own: 999_999 } },
      });
      expect(await getTransfer(at.deps, sue, second.id)).toMatchObject(said);
      expect(at.transfers.audit(second.id)).toMatchObject([
        {
          details: { because: 'day_sum_payee new_payee' },
          personal: { amount: '9999.99', currency: 'EUR', day_sum_payee: '9999.99' },
        },
      ]);
    });

    test('does so from another customer and another teller too, who learn no amount', async () => {
      await submit(at.transfers.put(part()));
      const second = at.transfers.put(part({ customerId: 'C-2', tellerSubject: tess.subject }));
      // Nor by trying amounts in a draft: of that nobody would ever hear.
      expect((await readDraft(at.deps, tess, second.id)).reading).toMatchObject({
        requirement: 'customer',
        sums: {},
      });
      const boss = { ...grace, subject: tess.subject };
      expect((await readDraft(at.deps, boss, second.id)).reading).toMatchObject({
        sums: { day_sum_payee: { minor: 999_999 } },
      });
      expect(await submit(second, second.version, tess)).toMatchObject({
        policyReasons: ['day_sum_payee', 'new_payee'],
      });
      expect(await getTransfer(at.deps, tess, second.id)).toMatchObject({ sums: { day_sum_payee: null } });
      expect(await getTransfer(at.deps, sue, second.id)).toMatchObject({
        sums: { day_sum_payee: { minor: 999_999 } },
      });
    });

    test('does not count its own earlier edition, nor what was given up and is started again', async () => {
      const t = at.transfers.put(part());
      await submit(t);
      const { version } = await reopenTransfer(at.deps, tom, t.id);
      expect(await submit(t, version)).toMatchObject({ requirement: 'customer' });
      await cancelTransfer(at.deps, tom, t.id);
      const { transfer } = await startAgain(at.deps, tom, t.id);
      const again = await submitTransfer(at.deps, tom, transfer.id, transfer.version);
      expect(again).toMatchObject({ requirement: 'customer', policySums: {} });
    });

    test('of which nobody is asked comes to no more than one of them may be', async () => {
      at = transferDesk({ ...defaultPolicy, withoutCustomerUpTo: { EUR: 99_999 } });
      at.transfers.put(executedLongAgo());
      const [one, other] = [at.transfers.put(draft({ edition: 2 })), at.transfers.put(draft())];
      expect(await submit(one)).toMatchObject({ requirement: 'none' });
      expect(await submit(other)).toMatchObject({
        requirement: 'customer',
        policyReasons: ['day_sum_unasked'],
        policySums: { day_sum_unasked: { minor: 50_000, own: 50_000 } },
      });
    });
  });

  test('is judged by what is known in the very transaction, not by what was known before', async () => {
    at = transferDesk(small);
    const t = at.transfers.put(draft());
    const { submit: store } = at.transfers;
    vi.spyOn(at.transfers, 'submit').mockImplementation(async (before, since, decide) => {
      at.transfers.put(transferAt('executed'));
      return store.call(at.transfers, before, since, decide);
    });
    expect(await submit(t)).toMatchObject({ requirement: 'none' });
  });

  test('is for who entered it', async () => {
    const t = at.transfers.put(draft());
    await expect(submit(t, t.version, tess)).rejects.toMatchObject({ code: 'not_found' });
    await expect(submit(t, t.version, grace)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(submit(t, t.version, sue)).rejects.toMatchObject({ code: 'forbidden' });
    expect(at.transfers.get(t.id)).toBe(t);
  });
});
