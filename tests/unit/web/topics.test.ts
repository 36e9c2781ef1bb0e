import { beforeEach, describe, expect, test } from 'vitest';
import type { StaffActor } from '@/lib/actor';
import { reportOn } from '@/lib/alarms/reports-of';
import type { Server } from '@/lib/server';
import { openTopics } from '@/lib/web/events/topics';
import { eventsHref, type Topic, type TopicEvent } from '@/lib/web/events/view';
import { quiet } from '../../support/fake-clock';
import { ann, maria, pending, staff, sue, tom } from '../../support/samples';
import { tess, transferAt } from '../../support/transfer-samples';
import { type TransferDesk, transferDesk } from '../transfers/desk';

let at: TransferDesk;
let transfer: string;
beforeEach(() => {
  at = transferDesk();
  at.store.put(pending());
  transfer = at.transfers.put(transferAt('awaiting_customer')).id;
});

const nobody = staff('staff-new', []);
const nora = staff('staff-nora', ['auditor']);

function open(actor: StaffActor, ...topics: readonly string[]) {
  const wall = { read: async () => ({ now: '' }) };
  const deps = { ...at.deps, wall } as unknown as Server; // all of it that topics touch
  return openTopics(deps, actor, new URLSearchParams(topics.map((topic) => ['on', topic])));
}

test('each topic tells how things stand at once, under its own name', async () => {
  const asked = [
    'desk',
    'calls',
    `customer:${maria.id}`,
    `transfer:${transfer}`,
    'transfers',
    'live',
    'alarms',
  ];
  const { sources } = await open(staff('staff-ann', ['agent', 'teller', 'supervisor']), ...asked);
  const browser = new AbortController();
  const told: TopicEvent[] = [];
  for (const source of sources) {
    void (async () => {
      for await (const event of source(browser.signal)) told.push(event);
    })();
  }
  await quiet();
  expect(told.map(({ topic }) => topic).toSorted()).toEqual(asked.toSorted());
  browser.abort();
});

test('a change of one is told under it, and under no other', async () => {
  const [source] = (await open(ann, 'alarms')).sources;
  const browser = new AbortController();
  let told = 0;
  void (async () => {
    if (source) for await (const _ of source(browser.signal)) told++;
  })();
  await at.clock.advance(250);
  at.net.hub.publish(`customer:${maria.id}`);
  at.net.hub.publish(transfer);
  await at.clock.advance(250);
  expect(told).toBe(1);
  at.net.hub.publish('alarms');
  await at.clock.advance(250);
  expect(told).toBe(2);

  // Where hints get lost an alarm is told within the five seconds of a look.
  await at.store.report([reportOn(pending(), 'staff', sue, at.clock.now(), 'another voice')]);
  await at.clock.advance(5_250);
  expect(told).toBe(3);
  await at.clock.advance(10_000);
  expect(told).toBe(3);
  browser.abort();
});

describe('a topic is refused as a page of it would be', () => {
  test.each([
    ['a customer who does not exist', ann, 'customer:C-999999', 'not_found'],
    ['no customer', ann, 'customer:', 'not_found'],
    ['a customer, to who has no role', nobody, `customer:${maria.id}`, 'forbidden'],
    ['calls, to who has no role', nobody, 'calls', 'forbidden'],
    ['alarms, to who has no role', nobody, 'alarms', 'forbidden'],
    ['transfers, to an agent', ann, 'transfers', 'forbidden'],
    ['the live dashboard, to an agent', ann, 'live', 'forbidden'],
    ['the live dashboard, to a teller', tom, 'live', 'forbidden'],
    ['a transfer, to an agent', ann, 'transfer:trf_x', 'forbidden'],
    ['another teller’s transfer', tess, 'transfer:THEIRS', 'not_found'],
    ['a transfer nobody entered', sue, `transfer:trf_${'A'.repeat(22)}`, 'not_found'],
    ['what is no topic', sue, 'verification:ver_x', 'invalid_input'],
    ['a kind without its id', sue, 'customer', 'invalid_input'],
    ['an id that no kind has', sue, 'calls:staff-ann', 'invalid_input'],
    ['nothing', sue, '', 'invalid_input'],
  ] as const)('%s', async (_what, actor, topic, code) => {
    const asked = topic.replace('THEIRS', transfer);
    await expect(open(actor, asked)).rejects.toMatchObject({ code });
    const among = await open(actor, 'desk', asked);
    expect(among.sources, 'among others').toHaveLength(1);
    expect(among.refused).toEqual([expect.objectContaining({ code })]);
  });

  test('and too many of them, or none', async () => {
    await expect(open(nora)).rejects.toMatchObject({ code: 'invalid_input' });
    const many = Array.from({ length: 61 }, (_, n) => `customer:C-${n}`);
    await expect(open(nora, ...many)).rejects.toMatchObject({ code: 'invalid_input' });
    const { sources } = await open(nora, ...many.map(() => 'live'));
    expect(sources, 'the same one again').toHaveLength(1);
  });
});

test('the address names every topic, whatever its id holds', () => {
  const topics: Topic[] = ['calls', 'customer:a&on=live', 'transfer:trf_1'];
  const { searchParams } = new URL(eventsHref(topics), 'http://desk.test');
  expect(searchParams.getAll('on')).toEqual(topics);
});
