import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { importCustomers } from '@/lib/adapters/postgres/customer-directory';
import type { Customer } from '@/lib/customers/directory';
import { maskEmail, maskPhone } from '@/lib/customers/mask';
import { readQuery } from '@/lib/customers/query';
import { searchCustomers } from '@/lib/customers/search';
import { isAppError } from '@/lib/errors';
import { anything } from '@/lib/history/filter/view';
import { listHistory } from '@/lib/history/list';
import { placeHold } from '@/lib/retention/hold';
import { generateCustomers } from '../../sandbox/bank/generate-customers';
import { engines } from '../support/engines';
import { freeSearches } from '../support/free-searches';
import { type HistoryStage, openHistory } from '../support/history-stage';
import { ann, ended, START, sue } from '../support/samples';
import { transferStore } from '../support/stores';
import { draft } from '../support/transfer-samples';

/** The sandbox bank's four hundred, as the desk knows them. */
const bank: readonly Customer[] = generateCustomers().map((customer) => ({
  id: customer.number,
  number: customer.number,
  subject: customer.subject,
  username: customer.username,
  name: customer.name,
  phone: customer.phone,
  email: customer.email,
  city: customer.city,
  segment: customer.segment,
  customerSince: customer.customerSince,
}));

/** The same to everybody who looks: what results hide is another. */
const otherBank: readonly Customer[] = bank.map((customer) => {
  const { phone, email } = customer;
  const shown = (maskPhone(phone)?.split(' ')[0] ?? '').length;
  const at = email?.indexOf('@') ?? 0;
  return {
    ...customer,
    phone: phone && phone.slice(0, shown) + rotated(phone.slice(shown, -3)) + phone.slice(-3),
    email: email && email.slice(0, 1) + rotated(email.slice(1, at)) + email.slice(at),
  };
});

/** Every digit and letter becomes the next one. */
function rotated(text: string): string {
  const next = (sign: string, signs: string) => signs[(signs.indexOf(sign) + 1) % signs.length] ?? sign;
  return text
    .replace(/\d/g, (sign) => next(sign, '0123456789'))
    .replace(/[a-z]/g, (sign) => next(sign, 'abcdefghijklmnopqrstuvwxyz'));
}

/** One from abroad, one whose number is dialled here without its country: one of them for each engine. */
const targetOf = { PGlite: 'C-100001', PostgreSQL: 'C-100004' } as const;

interface Hidden {
  readonly id: string;
  readonly name: string;
  readonly phone: string;
  readonly email: string;
}

function hiddenOf(customers: readonly Customer[], id: string): Hidden {
  const found = customers.find((customer) => customer.id === id);
  if (!found?.phone || !found.email) throw new Error(`${id} has both in the sandbox`);
  return { id, name: found.name, phone: found.phone, email: found.email };
}

const wholes = new Set([...bank, ...otherBank].flatMap(({ phone, email }) => [phone, email]));

/** Whoever knows all of it may find by it. */
function isWhole(typed: string): boolean {
  return readQuery(typed, 'GB').some(
    (query) =>
      (query.kind === 'phone' && query.e164.some((e164) => wholes.has(e164))) ||
      (query.kind === 'email' && wholes.has(query.address)),
  );
}

/** Parts of what is hidden, in the ways they can be put into the box, but nothing whole. */
function partsOf({ name, phone, email }: Hidden): string[] {
  const digits = phone.slice(1);
  const [local = '', domain = ''] = email.split('@');
  const [given = ''] = name.split(' ');
  const inner = [...digits].flatMap((_, from) =>
    [2, 3, 4].map((length) => digits.slice(from, from + length)),
  );
  const ends = [...digits].map((_, from) => digits.slice(from));
  const beginnings = [...digits].map((_, end) => digits.slice(0, end + 1));
  const letters = [...local].flatMap((_, at) => [local.slice(0, at + 1), local.slice(at)]);
  return [
    ...inner,
    ...beginnings.flatMap((part) => [part, `+${part}`, `${part}%`]),
    ...ends.flatMap((part) => [part, `0${part}`, `%${part}`, `${given} ${part}`]),
    ...letters.flatMap((part) => [part, `${part}@`, `${part}@${domain}`, `%${part}%@${domain}`]),
    ...[`@${domain}`, domain, `%@${domain}`, '%', '_@_', `${digits}0`, `${email}x`, ` x${email}`],
  ].filter((typed) => !isWhole(typed));
}

describe.each(engines)('whoever plays the harvester on $name', (engine) => {
  const target = engine.name === 'PGlite' ? targetOf.PGlite : targetOf.PostgreSQL;
  let stage: HistoryStage;

  beforeAll(async () => {
    stage = await openHistory(engine);
    await stage.db.deleteFrom('customers').execute();
    await importCustomers(stage.db, bank);
    await stage.put([ended('denied', { customerId: target })]);
    const of = draft({ customerId: target });
    const entry = { at: START, actor: ann, action: 'transfer.drafted', transferId: of.id } as const;
    await transferStore(stage.db).insert(of, entry);
  });
  afterAll(() => stage.close());

  /** All that can be asked by typing, each with everything that it tells. Nobody is too quick for this test. */
  const ways: Readonly<Record<string, (typed: string) => Promise<unknown>>> = {
    lookup: (typed) => searchCustomers({ ...stage.deps, searches: freeSearches() }, ann, typed),
    history: async (typed) => {
      const deps = { ...stage.deps, searches: freeSearches() };
      const { rows, tooManyCustomers } = await listHistory(deps, sue, { ...anything, customer: typed });
      return { ids: rows.map(({ customer }) => customer.id), tooManyCustomers };
    },
    hold: async (typed) => {
      const holds = {
        place: async () => true,
        lift: async () => undefined,
        list: async () => ({ standing: [], lifted: [] }),
        knows: async () => false,
      };
      try {
        const deps = { ...stage.deps, searches: freeSearches(), holds };
        return (await placeHold(deps, sue, typed, 'to find out')).customer;
      } catch (error) {
        if (!isAppError(error)) throw error;
        return error.message;
      }
    },
    transfers: async (text) => {
      const of = { list: 'all', subject: sue.subject, all: true, text, limit: 101 } as const;
      const listed = await transferStore(stage.db).list(of);
      return listed.map(({ customerId }) => customerId);
    },
  };

  test('learns the same, whatever it is that results hide: a customer found, their order, that there are more', async () => {
    for (const [index, customer] of bank.entries()) {
      expect(maskPhone(otherBank[index]?.phone ?? '')).toBe(maskPhone(customer.phone));
      expect(maskEmail(otherBank[index]?.email ?? '')).toBe(maskEmail(customer.email));
    }
    const parts = [bank, otherBank].flatMap((each) => partsOf(hiddenOf(each, target)));
    // And two that find more people than are shown.
    const typed = [...new Set([...parts, 'an', 'ma'])];
    expect(typed.length).toBeGreaterThan(300);
    const askAll = async (): Promise<Map<string, string>> => {
      const answers = new Map<string, string>();
      for (const [index, each] of typed.entries()) {
        for (const [way, ask] of Object.entries(ways)) {
          // The others search by the same; a part of all is enough to see that they do.
          if (way === 'lookup' || index % 8 === 0)
            answers.set(`${way}: ${each}`, JSON.stringify(await ask(each)));
        }
      }
      return answers;
    };
    const told = await askAll();
    await importCustomers(stage.db, otherBank);
    const toldOfOthers = await askAll();
    await importCustomers(stage.db, bank);
    expect([...told].filter(([asked, answer]) => toldOfOthers.get(asked) !== answer)).toEqual([]);
    expect([...told.values()].some((answer) => answer.includes('"more":true'))).toBe(true);
    expect([...told.values()].filter((answer) => answer.includes('"id":')).length).toBeGreaterThan(20);
  });

  test('recovers no digit and no letter by growing what is shown, sign by sign', async () => {
    const recovered: string[] = [];
    const { phone, email, name } = hiddenOf(bank, target);
    const [country = '', , , shown = ''] = maskPhone(phone)?.split(' ') ?? [];
    const domain = maskEmail(email)?.split('•••')[1] ?? '';
    expect(JSON.stringify(await ways.lookup?.(shown))).toContain(target);
    for (const [way, ask] of Object.entries(ways)) {
      /** The one sign whose answer has the customer, where all others' have not. */
      const standsOut = async (signs: string, spell: (sign: string) => string) => {
        const having: string[] = [];
        for (const sign of signs) {
          const typed = spell(sign);
          // Found by what everybody may see of them.
          if (typed.length > 3 && target.includes(typed)) continue;
          if (JSON.stringify((await ask(typed)) ?? '').includes(target)) having.push(sign);
        }
        if (having.length === 1) recovered.push(`${having[0]} of ${name}, by ${way}`);
      };
      const digits = '0123456789';
      await standsOut(digits, (digit) => digit + shown);
      await standsOut(digits, (digit) => country + digit);
      await standsOut(digits, (digit) => `${country} ${digit} ${shown}`);
      await standsOut(digits, (digit) => `${name} ${digit}${shown}`);
      const first = email.slice(0, 1);
      const letters = [...'abcdefghijklmnopqrstuvwxyz.'].filter((_, at) => at % 3 === 0).join('') + email[1];
      await standsOut(letters, (letter) => `${first}${letter}@`);
      await standsOut(letters, (letter) => `${first}${letter}%${domain}`);
      await standsOut(letters, (letter) => `${letter}${domain}`);
    }
    expect(recovered).toEqual([]);
  });

  test('who knows all of it already is told so, and would have been told apart by it', async () => {
    const { phone, email } = hiddenOf(bank, target);
    for (const typed of [phone, email.toUpperCase()]) {
      expect(await ways.lookup?.(typed)).toMatchObject({ customers: [{ id: target }], more: false });
    }
    const others = hiddenOf(otherBank, target);
    expect(await ways.lookup?.(others.phone)).toMatchObject({ customers: [] });
    expect(await ways.lookup?.(others.email)).toMatchObject({ customers: [] });
  });
});
