import { beforeEach, expect, test } from 'vitest';
import { listTransfers } from '@/lib/transfers/list';
import { ann, later, sue, tom } from '../../support/samples';
import { grace, tess, transferAt } from '../../support/transfer-samples';
import { type TransferDesk, transferDesk } from './desk';

let at: TransferDesk;
beforeEach(() => {
  at = transferDesk();
});

test('tellers see their own, whichever list they ask for, and supervisors everybody’s', async () => {
  const own = at.transfers.put(transferAt('awaiting_second_person'));
  const other = at.transfers.put(
    transferAt('awaiting_second_person', { tellerSubject: tess.subject, updatedAt: later(9) }),
  );
  for (const list of ['mine', 'second', 'all'] as const) {
    const { rows } = await listTransfers(at.deps, tom, { list });
    expect(rows.map(({ id }) => id)).toEqual([own.id]);
  }
  expect((await listTransfers(at.deps, sue, { list: 'all' })).rows.map(({ id }) => id)).toEqual([
    other.id,
    own.id,
  ]);
  expect((await listTransfers(at.deps, sue, { list: 'mine' })).rows).toEqual([]);
});

test('what waits for others to judge is counted without one’s own', async () => {
  at.transfers.put(transferAt('awaiting_second_person', { tellerSubject: grace.subject }));
  at.transfers.put(transferAt('awaiting_second_person'));
  at.transfers.put(transferAt('needs_reconciliation'));
  expect((await listTransfers(at.deps, grace, { list: 'all' })).counts).toEqual({ second: 1, reconcile: 1 });
  expect((await listTransfers(at.deps, sue, { list: 'all' })).counts).toEqual({ second: 2, reconcile: 1 });
});

test('a list ends after a hundred and says that there are more', async () => {
  for (let n = 0; n < 101; n++) at.transfers.put(transferAt('denied', { updatedAt: later(n) }));
  const { rows, more } = await listTransfers(at.deps, tom, { list: 'mine' });
  expect(rows).toHaveLength(100);
  expect(rows[0]).toMatchObject({ updatedAt: later(100).toISOString(), mine: true });
  expect(more).toBe(true);
  const found = await listTransfers(at.deps, tom, { list: 'mine', status: 'executed', text: '  ' });
  expect(found).toMatchObject({ rows: [], more: false });
});

test('agents have no list of transfers', async () => {
  await expect(listTransfers(at.deps, ann, { list: 'all' })).rejects.toMatchObject({ code: 'forbidden' });
});
