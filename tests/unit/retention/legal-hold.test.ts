import { beforeEach, describe, expect, test } from 'vitest';
import type { AuditEntry } from '@/lib/audit/entry';
import type { Customer } from '@/lib/customers/directory';
import { liftHold, listHolds, placeHold } from '@/lib/retention/hold';
import type { HoldStore, StoredHold } from '@/lib/retention/hold-store';
import { FakeClock } from '../../support/fake-clock';
import { freeSearches } from '../../support/free-searches';
import { ann, customer, later, maria, START, staff, sue } from '../../support/samples';

const nora = staff('staff-nora', ['auditor']);

let holds: StoredHold[];
let recorded: AuditEntry[];
let found: Customer[];

const store: HoldStore = {
  async place(hold, audit) {
    if (holds.some((other) => other.customerId === hold.customerId && other.reason === hold.reason))
      return false;
    holds.push(hold);
    recorded.push(audit);
    return true;
  },
  async lift(id, lifted, auditOf) {
    const hold = holds.find((each) => each.id === id && !each.lifted);
    if (!hold) return undefined;
    recorded.push(auditOf(hold));
    const after = { ...hold, lifted };
    holds = holds.map((each) => (each === hold ? after : each));
    return after;
  },
  async list() {
    return { standing: holds.filter((hold) => !hold.lifted), lifted: holds.filter((hold) => hold.lifted) };
  },
  knows: async (id) => id === 'C-left' || id === 'erased',
};

const deps = {
  holds: store,
  directory: {
    search: async () => ({ customers: found, more: false }),
    get: async (id: string) => found.find((each) => each.id === id),
  },
  region: 'GB' as const,
  searches: freeSearches(),
  clock: new FakeClock(),
};

beforeEach(() => {
  holds = [];
  recorded = [];
  found = [maria];
});

describe('placing a hold', () => {
  test('keeps a customer’s records, and records who wanted it and why', async () => {
    const hold = await placeHold(deps, sue, ' Maria Alv ', ' Court  order 7 ');
    expect(hold).toMatchObject({
      customer: { id: maria.id, name: 'Maria Alvarez', number: 'C-100001' },
      reason: 'Court order 7',
      placedBy: sue.name,
      lifted: null,
    });
    expect(recorded).toEqual([
      {
        at: START,
        actor: sue,
        action: 'legal_hold.placed',
        customerId: maria.id,
        details: { hold: hold.id },
        personal: { reason: 'Court order 7' },
      },
    ]);
  });

  test.each([ann, nora])('is not for $roles', async (actor) => {
    await expect(placeHold(deps, actor, 'C-100001', 'why')).rejects.toMatchObject({ code: 'forbidden' });
    expect(holds).toEqual([]);
  });

  test('needs a reason, of one line and not too long', async () => {
    for (const reason of ['', '  ', 'x'.repeat(121), 'a\u0000b']) {
      await expect(placeHold(deps, sue, 'C-100001', reason)).rejects.toMatchObject({ code: 'invalid_input' });
    }
    expect(holds).toEqual([]);
  });

  test('looks for them as the lookup page does: it counts, and so does whom it tells of', async () => {
    const searches = freeSearches();
    await placeHold({ ...deps, searches }, sue, 'Maria Alvarez', 'why');
    expect(searches.told).toEqual(['staff-sue searched', `staff-sue saw ${maria.id}`]);
    found = [1, 2, 3, 4, 5, 6, 7].map((each) => customer(`C-10000${each}`));
    await expect(placeHold({ ...deps, searches }, sue, 'Maria', 'why')).rejects.toThrow('and others');
    expect(searches.told.at(-1)).toBe('staff-sue saw C-100001, C-100002, C-100003, C-100004, C-100005');
    const count = async () => ({ kind: 'too_many', most: 120, until: later(9) }) as const;
    const tooOften = placeHold({ ...deps, searches: { ...searches, count } }, sue, 'Maria', 'why');
    await expect(tooOften).rejects.toMatchObject({ code: 'rate_limited' });
  });

  test('chooses nobody where several are meant, and names them', async () => {
    found = [maria, customer('C-100002', { name: 'Maria Alves' })];
    await expect(placeHold(deps, sue, 'Maria', 'why')).rejects.toMatchObject({
      code: 'invalid_input',
      message: expect.stringContaining('Maria Alvarez (C-100001), Maria Alves (C-100002)'),
    });
  });

  test('takes the one whose number it is, whoever else begins alike', async () => {
    found = [customer('C-1000011'), maria];
    expect((await placeHold(deps, sue, 'c-100001', 'why')).customer.id).toBe('C-100001');
  });

  test('takes who left the directory, by the id their records have here', async () => {
    found = [];
    expect((await placeHold(deps, sue, 'C-left', 'why')).customer).toEqual({
      id: 'C-left',
      name: 'Removed customer',
      number: 'C-left',
    });
  });

  test('knows nobody who was never here, nor those who were erased', async () => {
    found = [];
    for (const typed of ['C-nobody', 'erased', '', 'DROP TABLE']) {
      await expect(placeHold(deps, sue, typed, 'why')).rejects.toMatchObject({ code: 'not_found' });
    }
  });

  test('for the same reason twice is told, for another one is another hold', async () => {
    await placeHold(deps, sue, 'C-100001', 'one');
    await expect(placeHold(deps, sue, 'C-100001', 'one')).rejects.toMatchObject({ code: 'conflict' });
    await placeHold(deps, sue, 'C-100001', 'another');
    expect((await listHolds(deps, nora)).standing).toHaveLength(2);
  });
});

describe('lifting a hold', () => {
  test('is recorded with its own reason, and leaves it in the list of the lifted ones', async () => {
    const { id } = await placeHold(deps, sue, 'C-100001', 'one');
    const lifted = await liftHold(deps, sue, id, 'settled');
    expect(lifted.lifted).toEqual({ at: START.toISOString(), by: sue.name, reason: 'settled' });
    expect(recorded.at(-1)).toMatchObject({
      action: 'legal_hold.lifted',
      customerId: maria.id,
      personal: { reason: 'settled' },
    });
    expect(await listHolds(deps, sue)).toEqual({ standing: [], lifted: [lifted] });
  });

  test('happens once', async () => {
    const { id } = await placeHold(deps, sue, 'C-100001', 'one');
    await liftHold(deps, sue, id, 'settled');
    await expect(liftHold(deps, sue, id, 'settled')).rejects.toMatchObject({ code: 'not_found' });
  });

  test('is for supervisors, with a reason', async () => {
    const { id } = await placeHold(deps, sue, 'C-100001', 'one');
    await expect(liftHold(deps, nora, id, 'settled')).rejects.toMatchObject({ code: 'forbidden' });
    await expect(liftHold(deps, sue, id, ' ')).rejects.toMatchObject({ code: 'invalid_input' });
  });
});

test('holds are listed to those who see everybody’s history', async () => {
  await expect(listHolds(deps, ann)).rejects.toMatchObject({ code: 'forbidden' });
});
