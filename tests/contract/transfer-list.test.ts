import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Transfer } from '@/lib/transfers/transfer';
import { transferStatuses } from '@/lib/transfers/view';
import { later, sue, tom } from '../support/samples';
import { draft, form, tess, transferAt } from '../support/transfer-samples';
import { bring, type TransferStage, transferStages } from '../support/transfer-stages';

describe.each(transferStages)('the lists of transfers on $name', ({ open }) => {
  let stage: TransferStage;
  beforeAll(async () => {
    stage = await open();
  });
  beforeEach(() => stage.empty());
  afterAll(() => stage.close());

  const put = async (t: Transfer) => (await bring(stage, t)).id;
  const list = async (query: Partial<Parameters<TransferStage['transfers']['list']>[0]> = {}) => {
    const rows = await stage.transfers.list({
      list: 'all',
      subject: sue.subject,
      all: true,
      limit: 100,
      ...query,
    });
    return rows.map(({ id }) => id);
  };
  const containing = (text: string) => list({ text });

  test('have the one that changed last first, and no more than was asked for', async () => {
    const ids = [];
    for (const seconds of [20, 10, 30]) ids.push(await put(draft({ edition: 2, updatedAt: later(seconds) })));
    const [second, third, first] = ids;
    expect(await list()).toEqual([first, second, third]);
    expect(await list({ limit: 2 })).toEqual([first, second]);
  });

  test('show everybody’s to who may see them, and to others their own', async () => {
    const mine = await put(draft({ edition: 2 }));
    const theirs = await put(draft({ edition: 2, tellerSubject: tess.subject }));
    expect((await list()).toSorted()).toEqual([mine, theirs].toSorted());
    expect(await list({ subject: tom.subject, all: false })).toEqual([mine]);
    expect(await list({ list: 'mine', subject: tess.subject, all: true })).toEqual([theirs]);
    for (const name of ['second', 'reconcile', 'all'] as const) {
      expect(await list({ list: name, subject: 'staff-nobody', all: false })).toEqual([]);
    }
  });

  test.each(transferStatuses)('can be of those that are “%s”', async (status) => {
    const ids = new Map<string, string>();
    for (const each of transferStatuses) {
      const second = { edition: 2, secondPersonSubject: sue.subject, secondPersonName: sue.name };
      ids.set(each, await put(transferAt(each, second)));
    }
    expect(await list({ status })).toEqual([ids.get(status)]);
    expect(await list({ list: 'second' })).toEqual([ids.get('awaiting_second_person')]);
    expect(await list({ list: 'reconcile' })).toEqual([ids.get('needs_reconciliation')]);
    expect(await list({ list: 'second', status: 'executed' })).toEqual([]);
  });

  test('are counted as they are listed', async () => {
    for (const tellerSubject of [tom.subject, tom.subject, tess.subject]) {
      await put(transferAt('awaiting_second_person', { tellerSubject }));
      await put(transferAt('needs_reconciliation', { tellerSubject }));
    }
    const count = (subject: string, all: boolean) => stage.transfers.count({ subject, all });
    expect(await count(sue.subject, true)).toEqual({ second: 3, reconcile: 3 });
    expect(await count(tom.subject, false)).toEqual({ second: 2, reconcile: 2 });
    expect(await count('staff-nobody', false)).toEqual({ second: 0, reconcile: 0 });
  });

  describe('searched', () => {
    test.each([
      ['the payee’s name', { form: { ...form, payeeName: 'Ñandú & Søn' } }, 'ñandú & s'],
      ['the reference', { form: { ...form, reference: 'Invoice 4711' } }, 'invoice 47'],
      ['the customer’s number', { customerId: 'C-204711' }, 'c2047'],
    ])('find the beginnings of words of %s, in capitals or not', async (_what, change, text) => {
      const id = await put(draft({ edition: 2, ...change }));
      await put(draft({ edition: 2 }));
      expect(await containing(text)).toEqual([id]);
      expect(await containing(text.toUpperCase())).toEqual([id]);
      expect(await containing(`${text}x`)).toEqual([]);
    });

    test('find the bank’s reference', async () => {
      const id = await put(transferAt('executed', { bankReference: 'ALDR-0A1B2C' }));
      await put(transferAt('executed'));
      expect(await containing('0a1b')).toEqual([id]);
    });

    test.each([
      ['Müller', 'Muller'],
      ['Muller', 'MÜLLER'],
      ["O'Neill & Sons", 'oneill sons'],
      ['ONeill', 'O’Neill'],
      ['Jan-Ole Brandt', 'brandt janole'],
      ['Марʼяна', "мар'яна"],
      ['株式会社山田太郎', '太郎'],
      ['100% Shop_1', '100% shop'],
    ])('find “%s” by “%s”, as customers are found', async (payeeName, text) => {
      const id = await put(draft({ edition: 2, form: { ...form, payeeName } }));
      await put(draft({ edition: 2 }));
      expect(await containing(text)).toEqual([id]);
    });

    test('take signs for no letters', async () => {
      await put(draft({ edition: 2, form: { ...form, payeeName: 'begin abe 1000 end' } }));
      for (const text of ['%', '_', '\\', '%%', 'begin % abd']) {
        expect(await containing(text), text).toEqual([]);
      }
      expect(await containing('begin % abe')).toHaveLength(1);
    });

    test('keep to the list and to who is looking', async () => {
      const mine = await put(transferAt('awaiting_second_person'));
      await put(transferAt('awaiting_second_person', { tellerSubject: tess.subject }));
      await put(draft({ edition: 2 }));
      expect(await list({ list: 'second', text: 'john', subject: tom.subject, all: false })).toEqual([mine]);
    });

    test('find nothing where nothing is', async () => {
      await put(draft({ edition: 2 }));
      expect(await containing('nobody at all')).toEqual([]);
    });
  });
});
