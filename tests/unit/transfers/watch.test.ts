import { beforeEach, expect, test } from 'vitest';
import type { StaffActor } from '@/lib/actor';
import { reportOn } from '@/lib/alarms/reports-of';
import { apply } from '@/lib/transfers/apply';
import { askCustomer } from '@/lib/transfers/ask-customer';
import type { Transfer } from '@/lib/transfers/transfer';
import type { TransferView } from '@/lib/transfers/view';
import { watchTransfer, watchTransfers } from '@/lib/transfers/watch';
import { quiet } from '../../support/fake-clock';
import { requested, sue, tom } from '../../support/samples';
import { tess, transferAt } from '../../support/transfer-samples';
import { type TransferDesk, transferDesk } from './desk';

let at: TransferDesk;
let t: Transfer;
let browser: AbortController;
beforeEach(() => {
  at = transferDesk();
  t = at.transfers.put(transferAt('awaiting_customer'));
  browser = new AbortController();
});

function follow(actor: StaffActor = tom) {
  const seen: TransferView[] = [];
  const state = { isOver: false };
  const read = async () => {
    for await (const view of watchTransfer(at.deps, actor, t.id, browser.signal)) seen.push(view);
    state.isOver = true;
  };
  return { seen, state, done: read() };
}

test('who watches a transfer sees it and its request change', async () => {
  const { seen } = follow();
  await quiet();
  await askCustomer(at.deps, tom, t.id);
  await quiet();
  at.executor();
  await at.customerApproves(t.id);
  await quiet();
  const statuses = seen.map(({ status, verification }) => `${status} ${verification?.status ?? '-'}`);
  expect(statuses.at(0)).toBe('awaiting_customer -');
  expect(statuses).toContain('awaiting_customer pending');
  expect(seen.at(-1)).toMatchObject({ status: 'executed' });
  // Nothing is told twice.
  const told = seen.map((view) => `${view.version} ${view.verification?.id} ${view.verification?.version}`);
  expect(new Set(told).size).toBe(told.length);
});

test('one that is settled is told once, and again when the customer’s alarm is raised', async () => {
  at.transfers.put(transferAt('denied', { id: t.id }));
  const { seen } = follow(sue);
  await quiet();
  expect(seen).toMatchObject([{ status: 'denied', mine: false, alarm: null }]);
  const about = requested({ customerId: t.customerId, customerSubject: t.customerSubject ?? '' });
  await at.store.report([reportOn(about, 'staff', tom, at.clock.now(), 'another voice')]);
  await quiet();
  expect(seen).toMatchObject([{ alarm: null }, { alarm: { reports: [{ source: 'staff' }] } }]);
});

test('what nobody announced is seen all the same', async () => {
  const { seen } = follow();
  await quiet();
  at.store.onChange = () => {};
  await apply(at.deps, t.id, { type: 'cancelled' }, tom);
  await at.clock.advance(5_000);
  expect(seen.at(-1)).toMatchObject({ status: 'cancelled' });
});

test('nobody watches another teller’s transfer', async () => {
  const { seen, done } = follow(tess);
  await expect(done).rejects.toMatchObject({ code: 'not_found' });
  expect(seen).toEqual([]);
});

test('a work list hears of transfers, together when there are many, and of nothing else', async () => {
  let heard = 0;
  const read = async () => {
    for await (const _ of watchTransfers(at.deps, browser.signal)) heard++;
  };
  const done = read();
  await quiet();
  expect(heard).toBe(1);
  await at.clock.advance(250);
  at.net.hub.publish('ver_abcdefghijklmnopqrstuv');
  await quiet();
  expect(heard).toBe(1);
  for (let n = 0; n < 5; n++) at.net.hub.publish(t.id);
  await at.clock.advance(250);
  expect(heard).toBe(2);
  at.net.hub.publish();
  await at.clock.advance(250);
  expect(heard).toBe(3);
  browser.abort();
  await at.clock.advance(250);
  await done;
});
