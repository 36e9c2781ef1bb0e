import { describe, expect, test } from 'vitest';
import { anything } from '@/lib/history/filter/view';
import { listHistory } from '@/lib/history/list';
import { newVerificationId } from '@/lib/verification/verification';
import { ann, customer, later, maria, staff, sue, tom } from '../../support/samples';
import { historyDesk, historyRow } from './history-desk';

const nora = staff('staff-nora', ['auditor']);

describe('the list', () => {
  test('is for nobody without a role: nothing is even read', async () => {
    const { deps } = historyDesk();
    await expect(listHistory(deps, staff('staff-new', []), anything)).rejects.toMatchObject({
      code: 'forbidden',
    });
    expect(deps.history.list).not.toHaveBeenCalled();
  });

  test.each([sue, nora])('is everybody’s for $subject, who may choose whose', async (actor) => {
    const { deps } = historyDesk();
    const page = await listHistory(deps, actor, anything);
    expect(deps.history.list.mock.calls[0]?.[0]).toMatchObject({ staff: null });
    expect(page).toMatchObject({ staff: [{ subject: ann.subject }], zone: 'Europe/London' });
    await listHistory(deps, actor, { ...anything, staff: ann.subject });
    expect(deps.history.list.mock.calls[1]?.[0]).toMatchObject({ staff: ann.subject });
  });

  test.each([ann, tom])('is their own for $subject, whatever they ask for', async (actor) => {
    const { deps, recorded } = historyDesk();
    const page = await listHistory(deps, actor, { ...anything, staff: sue.subject, customer: 'Maria' });
    expect(deps.history.list.mock.calls[0]?.[0]).toMatchObject({ staff: actor.subject });
    expect(page).toMatchObject({ filter: { staff: null, customer: 'Maria' }, staff: [] });
    expect(deps.history.staff).not.toHaveBeenCalled();
    expect(recorded).toEqual([]);
  });

  test('asks for the days of the desk', async () => {
    const { deps } = historyDesk();
    deps.clock.jump(120 * 24 * 60 * 60 * 1000);
    await listHistory(deps, sue, { ...anything, period: { from: '2026-06-01', to: '2026-06-01' } });
    expect(deps.history.list.mock.calls[0]?.[0]).toMatchObject({
      from: new Date('2026-05-31T23:00:00Z'),
      to: new Date('2026-06-01T23:00:00Z'),
    });
  });
});

describe('pages', () => {
  test('hold fifty, and the one before says where the next begins', async () => {
    const { deps } = historyDesk();
    const rows = Array.from({ length: 51 }, () => historyRow());
    deps.history.list.mockResolvedValueOnce(rows);
    const { older, rows: shown } = await listHistory(deps, sue, anything);
    expect(shown).toEqual(rows.slice(0, 50));
    expect(older).toBe(`1772442000000-${rows[49]?.id}`);
    const last = await listHistory(deps, sue, anything, older ?? '');
    expect(deps.history.list.mock.calls[1]).toEqual([
      expect.objectContaining({ from: null, to: null, staff: null, customers: null, status: null }),
      51,
      { requestedAt: new Date('2026-03-02T09:00:00.000Z'), id: rows[49]?.id },
    ]);
    expect(last.older).toBeNull();
  });

  test('end with the fiftieth where there is no other', async () => {
    const { deps } = historyDesk();
    deps.history.list.mockResolvedValueOnce(Array.from({ length: 50 }, () => historyRow()));
    expect(await listHistory(deps, sue, anything)).toMatchObject({ older: null });
  });

  test.each([
    '',
    '-',
    '1772442000000',
    '1772442000000-ver_x',
    `x-${newVerificationId()}`,
    `9${'0'.repeat(15)}-`,
  ])('begin nowhere else: %j', async (before) => {
    const { deps } = historyDesk();
    await expect(listHistory(deps, sue, anything, before)).rejects.toMatchObject({ code: 'invalid_input' });
    expect(deps.history.list).not.toHaveBeenCalled();
  });
});

describe('a customer typed', () => {
  test('is whoever the directory finds, and whoever has this very id', async () => {
    const { deps } = historyDesk({ customers: [maria, customer('C-2')] });
    await listHistory(deps, sue, { ...anything, customer: 'Maria' });
    expect(deps.directory.search).toHaveBeenCalledWith([{ kind: 'name', words: ['maria'] }], 100);
    expect(deps.history.list.mock.calls[0]?.[0]).toMatchObject({ customers: ['Maria', maria.id, 'C-2'] });
  });

  test.each([ann, sue])('is looked for as on the lookup page, which counts, for $subject', async (actor) => {
    const { deps } = historyDesk();
    await listHistory(deps, actor, anything);
    expect(deps.searches.told).toEqual([]);
    await listHistory(deps, actor, { ...anything, customer: 'Maria' });
    expect(deps.searches.told).toEqual([`${actor.subject} searched`]);
    const count = async () => ({ kind: 'too_many', most: 120, until: later(9) }) as const;
    const tooOften = { ...deps, searches: { ...deps.searches, count } };
    const found = listHistory(tooOften, actor, { ...anything, customer: 'Maria' });
    await expect(found).rejects.toMatchObject({ code: 'rate_limited' });
    expect(deps.directory.search).toHaveBeenCalledTimes(1);
  });

  test('that the directory has forgotten is still found by id', async () => {
    const { deps } = historyDesk({ customers: [] });
    await listHistory(deps, sue, { ...anything, customer: 'C-removed' });
    expect(deps.history.list.mock.calls[0]?.[0]).toMatchObject({ customers: ['C-removed'] });
  });

  test('whom nobody is called is nobody, not everybody', async () => {
    const { deps } = historyDesk({ customers: [] });
    await listHistory(deps, sue, { ...anything, customer: 'Nobody at all' });
    expect(deps.history.list.mock.calls[0]?.[0]).toMatchObject({ customers: [] });
  });

  test('who fits too many is told', async () => {
    const { deps } = historyDesk({ more: true });
    const page = await listHistory(deps, sue, { ...anything, customer: 'Ma' });
    expect(page).toMatchObject({ tooManyCustomers: true });
    expect(await listHistory(historyDesk().deps, sue, anything)).toMatchObject({ tooManyCustomers: false });
  });
});

describe('looking for a person', () => {
  const filter = {
    ...anything,
    status: 'denied',
    customer: 'Maria',
    staff: ann.subject,
    call: 'K-1',
  } as const;

  test('is recorded, the person apart from the rest, for each page', async () => {
    const { deps, recorded } = historyDesk();
    await listHistory(deps, sue, { ...filter, period: { preset: '7d' } });
    expect(recorded).toEqual([
      {
        at: deps.clock.now(),
        actor: sue,
        action: 'history.searched',
        details: { period: '7d', status: 'denied' },
        personal: { staff: ann.subject, customer: 'Maria', call: 'K-1' },
      },
    ]);
    await listHistory(deps, sue, filter, `1772442000000-${newVerificationId()}`);
    expect(recorded).toHaveLength(2);
  });

  test.each([
    { ...anything, staff: ann.subject },
    { ...anything, customer: 'Maria' },
    { ...anything, call: 'K-1' },
  ])('is recorded for either alone', async (either) => {
    const { deps, recorded } = historyDesk();
    await listHistory(deps, nora, either);
    expect(recorded.map(({ action }) => action)).toEqual(['history.searched']);
  });

  test('that cannot be recorded shows nothing', async () => {
    const { deps } = historyDesk();
    deps.audit.append.mockRejectedValueOnce(new Error('the database is away'));
    await expect(listHistory(deps, sue, filter)).rejects.toThrow('away');
    expect(deps.directory.search).not.toHaveBeenCalled();
    expect(deps.history.list).not.toHaveBeenCalled();
  });

  test('is not what somebody does who looks for a status, or a day', async () => {
    const { deps, recorded } = historyDesk();
    await listHistory(deps, sue, { ...anything, status: 'denied', period: { preset: 'today' } });
    expect(recorded).toEqual([]);
  });
});
