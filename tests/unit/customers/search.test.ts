import { describe, expect, test } from 'vitest';
import { reportOn } from '@/lib/alarms/reports-of';
import { type CustomerDirectory, type CustomerQuery, isCustomerId } from '@/lib/customers/directory';
import { getCustomer } from '@/lib/customers/get';
import { searchCustomers } from '@/lib/customers/search';
import { dismissEnd } from '@/lib/verification/dismiss-end';
import { FakeClock } from '../../support/fake-clock';
import { freeSearches } from '../../support/free-searches';
import {
  ann,
  approved,
  bob,
  customer,
  ended,
  later,
  maria,
  pending,
  staff,
  sue,
} from '../../support/samples';
import { desk } from '../verification/desk';

function directory(): CustomerDirectory & {
  readonly asked: { queries: readonly CustomerQuery[]; limit: number }[];
} {
  const asked: { queries: readonly CustomerQuery[]; limit: number }[] = [];
  return {
    asked,
    search: async (queries, limit) => {
      asked.push({ queries, limit });
      return { customers: [maria], more: true };
    },
    get: async () => undefined,
  };
}

/** Nobody's alarm stands. */
const alarms = { standingAmong: async () => new Set<string>() };

function searchDesk() {
  const clock = new FakeClock();
  return { directory: directory(), alarms, region: 'GB' as const, searches: freeSearches(), clock };
}

describe('a search', () => {
  test('shows enough to choose and nothing sensitive', async () => {
    const result = await searchCustomers(searchDesk(), ann, 'Maria');
    expect(result).toEqual({
      query: 'Maria',
      more: true,
      customers: [
        {
          id: 'C-100001',
          alarm: false,
          number: 'C-100001',
          name: 'Maria Alvarez',
          phoneMasked: '+34 ••• ••• 001',
          emailMasked: 'm•••@example.com',
          city: 'Valencia',
          segment: 'personal',
          customerSince: '2011-04-18',
        },
      ],
    });
  });

  test('never asks the directory for more than a screenful', async () => {
    const deps = searchDesk();
    await searchCustomers(deps, ann, 'x'.repeat(10_000));
    expect(deps.directory.asked).toMatchObject([{ limit: 20 }]);
  });

  test('is for staff with a role alone', async () => {
    const nobody = staff('staff-new', []);
    const deps = searchDesk();
    await expect(searchCustomers(deps, nobody, 'Maria')).rejects.toMatchObject({ code: 'forbidden' });
    expect(deps.searches.told).toEqual([]);
  });

  test('is counted before it is made, and whom it shows before they are shown', async () => {
    const deps = searchDesk();
    await searchCustomers(deps, ann, 'Maria');
    expect(deps.searches.told).toEqual(['staff-ann searched', `staff-ann saw ${maria.id}`]);
    const showed = () => Promise.reject(new Error('connection lost'));
    const shown = searchCustomers({ ...deps, searches: { ...deps.searches, showed } }, ann, 'Maria');
    await expect(shown).rejects.toThrow('connection lost');
  });

  test.each(['', 'a', '12', 'C-1', '--'])('for what finds nobody is none: %j', async (typed) => {
    const deps = searchDesk();
    await searchCustomers(deps, ann, typed);
    expect(deps.searches.told.filter((each) => each.includes('searched'))).toEqual([]);
  });

  test.each([
    [500, '1 second'],
    [23_001, '24 seconds'],
  ])('that is one too many is not made, and is told when it goes on: in %i ms', async (ms, words) => {
    const deps = searchDesk();
    const until = new Date(deps.clock.now().getTime() + ms);
    const count = async () => ({ kind: 'too_many', most: 120, until }) as const;
    const found = searchCustomers({ ...deps, searches: { ...deps.searches, count } }, ann, 'Maria');
    await expect(found).rejects.toMatchObject({
      code: 'rate_limited',
      message: `You have searched 120 times within a minute, which is the limit. You can go on in ${words}.`,
    });
    expect(deps.directory.asked).toEqual([]);
  });
});

describe("a customer's page", () => {
  test('has the verification that concerns them now, with the code for its agent alone', async () => {
    const { deps, store } = desk(customer('C-2'));
    store.put(pending());
    expect(await getCustomer(deps, ann, maria.id)).toMatchObject({
      customer: { id: maria.id, phoneMasked: '+34 ••• ••• 001' },
      current: { mine: true, spokenCode: 'KX7-4PT' },
    });
    expect(await getCustomer(deps, bob, maria.id)).toMatchObject({
      current: { mine: false, spokenCode: null },
    });
    expect(await getCustomer(deps, sue, 'C-2')).toMatchObject({ current: null });
  });

  test.each(['fraud_reported', 'wrong_subject', 'denied', 'expired', 'op_unreachable'] as const)(
    'shows who asked how it ended until they have dismissed it: %s',
    async (reason) => {
      const { deps, store, clock } = desk(customer('C-2'));
      const status = reason === 'expired' ? 'expired' : reason === 'denied' ? 'denied' : 'failed';
      const v = store.put(ended(status, { reason, endedAt: clock.now(), requestedAt: clock.now() }));
      await clock.advance(60 * 60_000);
      expect(await getCustomer(deps, ann, maria.id)).toMatchObject({ current: { reason } });
      expect(await getCustomer(deps, bob, maria.id)).toMatchObject({ current: null });
      await dismissEnd(deps, ann, v.id);
      expect(await getCustomer(deps, ann, maria.id)).toMatchObject({ current: null });
    },
  );

  test('begins anew after what the person ended themselves, and the next day', async () => {
    const { deps, store, clock } = desk(customer('C-2'));
    store.put(ended('cancelled', { endedAt: clock.now(), requestedAt: clock.now() }));
    expect(await getCustomer(deps, ann, maria.id)).toMatchObject({ current: null });
    store.put(approved({ grantEnd: 'call_ended', requestedAt: clock.now() }));
    expect(await getCustomer(deps, ann, maria.id)).toMatchObject({ current: null });
    store.put(ended('denied', { endedAt: clock.now(), requestedAt: clock.now() }));
    await clock.advance(12 * 60 * 60_000);
    expect(await getCustomer(deps, ann, maria.id)).toMatchObject({ current: null });
  });

  test('says to everybody that an alarm stands, and to who may ask from when on they may', async () => {
    const { deps, store, clock } = desk();
    const denied = store.put(ended('denied', { endedAt: clock.now(), requestedAt: clock.now() }));
    const limits = { ...deps.requests.limits, denialPauses: [30] };
    const slow = { ...deps, requests: { ...deps.requests, limits } };
    expect(await getCustomer(slow, bob, maria.id)).toMatchObject({
      alarm: null,
      guard: { why: 'denied', until: later(30).toISOString() },
    });
    await store.report([reportOn(denied, 'staff', ann, clock.now(), 'another voice')]);
    for (const actor of [ann, bob, sue]) {
      expect(await getCustomer(slow, actor, maria.id)).toMatchObject({
        customer: { alarm: true },
        alarm: { reports: [{ source: 'staff', reason: 'another voice', by: ann.name }] },
        guard: null,
      });
    }
  });

  test.each(['C-nobody', '', 'C-\0', "C-1' or 1=1", 'x'.repeat(101), '../etc'])(
    'of %j is not_found',
    async (id) => {
      const { deps } = desk();
      await expect(getCustomer(deps, ann, id)).rejects.toMatchObject({ code: 'not_found' });
    },
  );

  test('is for staff with a role alone', async () => {
    const { deps } = desk();
    const page = getCustomer(deps, staff('staff-new', []), maria.id);
    await expect(page).rejects.toMatchObject({ code: 'forbidden' });
  });
});

test('what could never be an id is not looked up', () => {
  for (const id of ['C-100001', 'a.b~c_d', '0']) expect(isCustomerId(id)).toBe(true);
  for (const id of ['', ' ', 'ü', 'a/b', 'a\n', 'x'.repeat(101), null, 7])
    expect(isCustomerId(id)).toBe(false);
});
