import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ConfigurationError } from '@/lib/env';
import { defaultPolicy, type PolicyRules } from '@/lib/transfers/policy';
import { readPolicy } from '@/lib/transfers/policy-file';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'policy-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function parseText(text: string): Promise<PolicyRules> {
  const name = path.join(folder, 'policy.json');
  await writeFile(name, text);
  return readPolicy(name);
}
const parse = (written: unknown) => parseText(JSON.stringify(written));

describe('a policy as the administrator wrote it', () => {
  test('is in minor units then, to the last digit', async () => {
    expect(
      await parse({
        withoutCustomerUpTo: { EUR: '50', JPY: '5000', BHD: '0.005' },
        secondPersonFrom: { EUR: '9999.99', USD: '1000.5' },
        newPayee: 'customer_and_second_person',
        perCustomerAndDay: { count: 3, sumFrom: { EUR: '20000', BHD: '1.500' } },
        perPayeeAndDay: { sumFrom: { JPY: '900000' } },
        perTellerAndDay: 20,
      }),
    ).toEqual({
      withoutCustomerUpTo: { EUR: 5_000, JPY: 5_000, BHD: 5 },
      secondPersonFrom: { EUR: 999_999, USD: 100_050 },
      newPayee: 'customer_and_second_person',
      perCustomerAndDay: { count: 3, sumFrom: { EUR: 2_000_000, BHD: 1_500 } },
      perPayeeAndDay: { sumFrom: { JPY: 900_000 } },
      perTellerAndDay: { count: 20, sumFrom: {} },
    });
  });

  test('is the default in what it leaves out', async () => {
    expect(await parse({})).toEqual(defaultPolicy);
    const seven = { ...defaultPolicy, perTellerAndDay: { count: 7, sumFrom: {} } };
    expect(await parse({ perTellerAndDay: 7 })).toEqual(seven);
    expect(await parse({ perTellerAndDay: { count: 7 } })).toEqual(seven);
    expect(await parse({ perTellerAndDay: { sumFrom: { EUR: '1' } }, perPayeeAndDay: {} })).toEqual({
      ...defaultPolicy,
      perTellerAndDay: { count: 40, sumFrom: { EUR: 100 } },
    });
  });

  test('without a currency in it asks for a second person in all of them, not in none', async () => {
    expect((await parse({ secondPersonFrom: {} })).secondPersonFrom).toEqual({});
  });

  test.each([
    ['a number instead of a text', { withoutCustomerUpTo: { EUR: 50 } }, 'withoutCustomerUpTo.EUR'],
    ['too many decimals', { secondPersonFrom: { JPY: '5000.5' } }, 'secondPersonFrom.JPY'],
    ['more decimals than cents have', { secondPersonFrom: { EUR: '1.005' } }, 'secondPersonFrom.EUR'],
    ['no currency', { secondPersonFrom: { XYZ: '1' } }, 'secondPersonFrom.XYZ'],
    ['a currency in small letters', { secondPersonFrom: { eur: '1' } }, 'secondPersonFrom.eur'],
    ['a negative amount', { withoutCustomerUpTo: { EUR: '-1' } }, 'withoutCustomerUpTo.EUR'],
    ['thousands parted', { secondPersonFrom: { EUR: '10,000' } }, 'secondPersonFrom.EUR'],
    ['an exponent', { withoutCustomerUpTo: { EUR: '1e9' } }, 'withoutCustomerUpTo.EUR'],
    ['more than there is', { withoutCustomerUpTo: { EUR: '999999999999999' } }, 'withoutCustomerUpTo.EUR'],
    ['nobody for a new payee', { newPayee: 'none' }, 'newPayee'],
    ['no transfers a day', { perCustomerAndDay: 0 }, 'perCustomerAndDay'],
    ['half a transfer a day', { perTellerAndDay: 0.5 }, 'perTellerAndDay'],
    ['half a transfer a day in the long form', { perTellerAndDay: { count: 0.5 } }, 'perTellerAndDay.count'],
    ['a text for a count', { perCustomerAndDay: '5' }, 'perCustomerAndDay'],
    ['a sum that is a number', { perPayeeAndDay: { sumFrom: { EUR: 50 } } }, 'perPayeeAndDay.sumFrom.EUR'],
    ['a sum in no currency', { perTellerAndDay: { sumFrom: { XYZ: '1' } } }, 'perTellerAndDay.sumFrom.XYZ'],
    ['more decimals than a sum has', { perCustomerAndDay: { sumFrom: { JPY: '0.5' } } }, 'sumFrom.JPY'],
    ['a count of a payee', { perPayeeAndDay: { count: 3 } }, 'perPayeeAndDay'],
    ['a number for a payee', { perPayeeAndDay: 3 }, 'perPayeeAndDay'],
    ['a misspelt name in a rule', { perCustomerAndDay: { sumfrom: {} } }, 'sumfrom'],
    ['a misspelt name', { secondPersonfrom: {} }, 'secondPersonfrom'],
  ])('is refused with %s', async (_what, written, named) => {
    await expect(parse(written)).rejects.toThrow(named);
  });

  test('names everything that is wrong, not only the first', async () => {
    const both = { perTellerAndDay: -1, secondPersonFrom: { XYZ: '1', EUR: 'x' } };
    for (const part of ['perTellerAndDay', 'secondPersonFrom.XYZ', 'secondPersonFrom.EUR']) {
      await expect(parse(both)).rejects.toThrow(part);
    }
  });

  test('does not take a name of the language’s own for a currency', async () => {
    const { withoutCustomerUpTo } = await parseText('{"withoutCustomerUpTo":{"__proto__":"5"}}');
    expect(Object.keys(withoutCustomerUpTo)).toEqual([]);
  });

  test.each(['', '{', '[]', 'null', '"x"'])('is refused as %j', async (text) => {
    await expect(parseText(text)).rejects.toBeInstanceOf(ConfigurationError);
  });
});

describe('the policy’s file', () => {
  test('is not needed', async () => {
    expect(await readPolicy(undefined)).toBe(defaultPolicy);
  });

  test('is read', async () => {
    const name = path.join(folder, 'policy.json');
    await writeFile(name, '{"perCustomerAndDay": 2}');
    expect(await readPolicy(name)).toMatchObject({ perCustomerAndDay: { count: 2, sumFrom: {} } });
  });

  test.each([
    ['missing', undefined],
    ['no JSON', '{'],
    ['wrong', '{"newPayee": "nobody"}'],
  ])('that is %s keeps the desk from starting, and says which setting it is', async (what, text) => {
    const name = path.join(folder, `${what.replace(' ', '-')}.json`);
    if (text) await writeFile(name, text);
    const failed = readPolicy(name);
    await expect(failed).rejects.toBeInstanceOf(ConfigurationError);
    await expect(failed).rejects.toThrow('TRANSFER_POLICY');
  });
});
