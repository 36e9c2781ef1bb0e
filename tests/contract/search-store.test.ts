import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import type { Database } from '@/lib/adapters/postgres/database';
import { migrate } from '@/lib/adapters/postgres/migrate';
import { openPostgres } from '@/lib/adapters/postgres/postgres';
import { createSearchStore } from '@/lib/adapters/postgres/search-store';
import { Digester } from '@/lib/customers/digester';
import type { SearchStore } from '@/lib/customers/searches';
import { appendAudit } from '../support/audit-keys';
import { engines } from '../support/engines';
import { FakeClock } from '../support/fake-clock';
import { createDatabase } from '../support/postgres';
import { recordingLog } from '../support/recording-log';
import { ann, bob, later, START } from '../support/samples';

const MINUTE = 60;

describe.each(engines)('searches on $name', ({ open }) => {
  let database: Database;
  let searches: SearchStore;

  beforeAll(async () => {
    database = await open();
  });
  beforeEach(async () => {
    searches = createSearchStore(database.db, appendAudit, 3);
    for (const table of ['search_windows', 'search_pace'] as const)
      await database.db.deleteFrom(table).execute();
  });
  afterAll(() => database.close());

  const windows = () =>
    database.db.selectFrom('search_windows').selectAll().orderBy('staff_subject').orderBy('id').execute();
  const search = async (at: number, who = ann) => (await searches.count(who, later(at))).kind;

  describe('are let through', () => {
    test('so many within any minute, wherever it begins, and for each person by themselves', async () => {
      for (const at of [0, 50, 59]) expect(await search(at)).toBe('counted');
      expect(await search(59)).toBe('too_many');
      expect(await search(59, bob)).toBe('counted');
      // The first is over, the two others are not.
      expect(await search(60)).toBe('counted');
      expect(await search(61)).toBe('too_many');
      expect(await search(110)).toBe('counted');
      expect(await search(110)).toBe('too_many');
    });

    test('again from the moment on that is told, however often they are tried meanwhile', async () => {
      for (const at of [0, 10, 20]) await search(at);
      for (const at of [21, 40, 59.9]) {
        expect(await searches.count(ann, later(at))).toEqual({ kind: 'too_many', most: 3, until: later(60) });
      }
      expect(await search(60)).toBe('counted');
      expect(await searches.count(ann, later(60))).toMatchObject({ until: later(70) });
    });

    test('and no more of those that come at once', async () => {
      const all = await Promise.all(Array.from({ length: 20 }, (_, index) => search(index / 10)));
      expect(all.filter((kind) => kind === 'counted')).toHaveLength(3);
      expect(await windows()).toMatchObject([{ searches: 3, limit_reached: 1 }]);
    });

    test('one after the other, so that colleagues have the other connections, and none is opened for what is refused', async () => {
      const { db } = database;
      const work = { begun: 0, running: 0, most: 0 };
      const watched = new Proxy(db, {
        get: (of, name) =>
          name === 'transaction'
            ? () => ({
                execute: async (task: Parameters<ReturnType<typeof db.transaction>['execute']>[0]) => {
                  work.begun++;
                  work.most = Math.max(work.most, ++work.running);
                  return of
                    .transaction()
                    .execute(task)
                    .finally(() => work.running--);
                },
              })
            : Reflect.get(of, name),
      });
      const store = createSearchStore(watched, appendAudit, 3);
      await Promise.all(Array.from({ length: 50 }, () => store.count(ann, START)));
      expect(work.most).toBe(1);
      const { begun } = work;
      await store.count(ann, later(59));
      expect(work.begun).toBe(begun);
    });

    test('as a lower limit has it from then on, also where more were let through before', async () => {
      for (const at of [0, 10, 20]) await search(at);
      const strict = createSearchStore(database.db, appendAudit, 1);
      expect(await strict.count(ann, later(30))).toEqual({ kind: 'too_many', most: 1, until: later(80) });
    });
  });

  test('one that is refused is told at once to whoever watches, and costs nothing more until the next may be', async () => {
    const heard: unknown[] = [];
    const stop = database.notifications.onAny((id) => heard.push(id));
    for (const at of [0, 0, 0, 1, 2, 3]) await search(at);
    await expect.poll(() => heard).toEqual(['searches']);
    for (const at of [60, 60, 60, 61]) await search(at);
    await expect.poll(() => heard).toEqual(['searches', 'searches']);
    expect(await windows()).toMatchObject([{ searches: 6, limit_reached: 2, limited_at: later(61) }]);
    stop();
  });

  describe('of a quarter of an hour', () => {
    const digests = async () => {
      const rows = await database.db
        .selectFrom('audit')
        .select(['at', 'record', 'staff', 'customer'])
        .where('action', '=', 'customers.searched')
        .orderBy('id', 'desc')
        .execute();
      return rows.map(({ at, record, staff, customer }) => ({
        at,
        details: record.details,
        actor: record.actor,
        staff: { id: staff?.id, name: staff?.name },
        opened: customer?.personal.opened,
      }));
    };
    /** A node that looks once a minute from `at` on. */
    function node(at: number) {
      const clock = new FakeClock(later(at).toISOString());
      const digester = new Digester({ searches, clock, log: recordingLog().log });
      digester.start();
      return { clock, digester };
    }
    /** Lets a minute pass, and the look that falls due in it end: only then is the next one due. */
    async function look(clock: FakeClock) {
      await clock.advance(60_000);
      await expect.poll(() => clock.waiting).toBe(1);
    }

    test('become one record, and what it tells of customers is removed with it', async () => {
      await search(0);
      await searches.showed(ann, ['C-1', 'C-2'], later(0));
      await search(200);
      await searches.showed(ann, ['C-2', 'C-3'], later(200));
      await searches.opened(ann, 'C-2');
      await searches.opened(ann, 'C-2');
      await searches.opened(ann, 'C-3');
      await searches.opened(ann, 'C-never-seen');
      await searches.opened(bob, 'C-1');
      for (const at of [300, 301, 302, 303]) await search(at);
      const { clock, digester } = node(14 * MINUTE);
      await clock.advance(59_000);
      expect(await windows()).toMatchObject([{ customers_seen: 3, customers_opened: 2, digested_at: null }]);
      await clock.advance(1_000);
      await expect.poll(async () => (await windows())[0]?.digested_at).toEqual(later(15 * MINUTE));
      expect((await digests())[0]).toEqual({
        at: later(15 * MINUTE).toISOString(),
        actor: { kind: 'staff' },
        staff: { id: ann.subject, name: ann.name },
        details: {
          searches: 5,
          limit_reached: 1,
          customers_seen: 3,
          opened: 2,
          from: START.toISOString(),
          to: later(303).toISOString(),
        },
        opened: 'C-2 C-3',
      });
      expect(await database.db.selectFrom('searched_customers').selectAll().execute()).toEqual([]);
      await digester.stop();
    });

    test('begin anew after it, for each person, also where no node had come to the last', async () => {
      await search(0);
      await search(899);
      await search(900);
      await search(0, bob);
      expect(await windows()).toMatchObject([
        { staff_subject: ann.subject, began_at: START, searches: 2 },
        { staff_subject: ann.subject, began_at: later(900), searches: 1 },
        { staff_subject: bob.subject, searches: 1 },
      ]);
    });

    test('wait for a node as long as it takes, and are digested by one of several', async () => {
      const before = (await digests()).length;
      for (const who of [ann, bob]) {
        await search(0, who);
        await searches.showed(who, ['C-1'], START);
      }
      const nodes = [node(90_000), node(90_000)];
      await Promise.all(nodes.map(({ clock }) => clock.advance(60_000)));
      await expect.poll(async () => (await windows()).filter((each) => !each.digested_at)).toEqual([]);
      await Promise.all(nodes.map(({ digester }) => digester.stop()));
      expect((await digests()).length).toBe(before + 2);
      expect(await digests()).toEqual(
        expect.arrayContaining([expect.objectContaining({ opened: undefined })]),
      );
    });

    test('are kept where the record cannot be written', async () => {
      await search(0);
      await searches.showed(ann, ['C-1'], START);
      const away = createSearchStore(
        database.db,
        async () => {
          throw new Error('the trail is away');
        },
        3,
      );
      const entryOf = () => ({ at: START, actor: ann, action: 'customers.searched' }) as const;
      await expect(away.digest(later(1), later(1), entryOf)).rejects.toThrow('away');
      expect(await windows()).toMatchObject([{ customers_seen: 1, digested_at: null }]);
      expect(await database.db.selectFrom('searched_customers').selectAll().execute()).toHaveLength(1);
    });

    test('whose results come after it was digested count in the next', async () => {
      await search(0);
      await searches.digest(START, later(901), () => ({
        at: later(901),
        actor: ann,
        action: 'customers.searched',
      }));
      await searches.showed(ann, ['C-1'], later(899));
      expect(await windows()).toMatchObject([
        { searches: 1, customers_seen: 0 },
        { searches: 0, customers_seen: 1, digested_at: null },
      ]);
    });

    test('are counted for eight hours after they were digested, and then forgotten', async () => {
      await search(0);
      await search(0, bob);
      const { clock, digester } = node(15 * MINUTE);
      await clock.advance(60_000);
      await expect.poll(async () => (await windows()).filter((each) => !each.digested_at)).toEqual([]);
      await digester.stop();
      const rest = node(8 * 60 * MINUTE);
      await look(rest.clock);
      expect(await windows()).toHaveLength(2);
      await search(8 * 60 * MINUTE, bob);
      for (let minute = 0; minute < 17; minute++) await look(rest.clock);
      await rest.digester.stop();
      expect((await windows()).map((each) => each.began_at)).toEqual([later(8 * 60 * MINUTE)]);
      expect(await database.db.selectFrom('search_pace').selectAll().execute()).toEqual([]);
    });
  });
});

test('of two hundred at once on two nodes no more than a hundred and twenty are answered within a minute', async () => {
  const url = await createDatabase(inject('postgresUrl'));
  const { log } = recordingLog();
  const databases = [await openPostgres(url, log), await openPostgres(url, log)];
  const [first] = databases;
  if (first) await migrate(first.db);
  const nodes = databases.map(({ db }) => createSearchStore(db, appendAudit, 120));
  /** So many, turn by turn on either node, and not quite in the order of their times. */
  const atOnce = async (count: number, at: number) => {
    const all = await Promise.all(
      Array.from({ length: count }, (_, index) =>
        nodes[index % 2]?.count(ann, later(at + (index % 7) / 1000)),
      ),
    );
    return all.filter((each) => each?.kind === 'counted').length;
  };
  expect(await atOnce(200, 0)).toBe(120);
  expect(await atOnce(10, 59)).toBe(0);
  expect(await atOnce(10, 61)).toBe(10);
  await Promise.all(databases.map((each) => each.close()));
});
