import { setImmediate as turn } from 'node:timers/promises';
import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { opActor, type StaffActor } from '@/lib/actor';
import { createAuditLog } from '@/lib/adapters/postgres/audit-log';
import { importCustomers } from '@/lib/adapters/postgres/customer-directory';
import type { Database } from '@/lib/adapters/postgres/database';
import { liftAlarm } from '@/lib/alarms/lift-alarm';
import { newReportId } from '@/lib/alarms/report';
import { reportNotCustomer } from '@/lib/alarms/report-not-customer';
import { reportOn } from '@/lib/alarms/reports-of';
import type { PollOutcome } from '@/lib/ciba/outcome';
import { sandbox } from '@/lib/ciba/profiles/sandbox';
import type { Clock } from '@/lib/clock';
import type { Customer } from '@/lib/customers/directory';
import { getSensitiveData } from '@/lib/customers/sensitive-data';
import { watchCustomer } from '@/lib/customers/watch';
import { isAppError } from '@/lib/errors';
import { defaultPolicy } from '@/lib/transfers/policy';
import { saveDraft } from '@/lib/transfers/save-draft';
import { submitTransfer } from '@/lib/transfers/submit';
import { emptyForm } from '@/lib/transfers/view';
import { cancelVerification } from '@/lib/verification/cancel';
import { explainDenial } from '@/lib/verification/explain-denial';
import { settle } from '@/lib/verification/outcome';
import { requestVerification } from '@/lib/verification/request';
import { firstSchedule } from '@/lib/verification/schedule';
import { hasLiveGrant, isOpen, type Verification } from '@/lib/verification/verification';
import { denialAnswers } from '@/lib/verification/view';
import { appendAudit } from '../support/audit-keys';
import { nodeSettings } from '../support/engines';
import { eventually } from '../support/eventually';
import { tries } from '../support/property-runs';
import { customer, START, staff, tokens } from '../support/samples';
import { ScriptedCiba } from '../support/scripted-ciba';
import { openTransferDesk, type TransferDesk } from '../support/transfer-desk';
import { form } from '../support/transfer-samples';

/** More with `STORIES=500`, and in a long run. */
const STORIES = Number(process.env.STORIES ?? tries(3));

const people = [staff('staff-ann', ['agent', 'teller']), staff('staff-bob', ['agent', 'teller'])];
const supervisors = [staff('staff-sue', ['supervisor']), staff('staff-sam', ['supervisor'])];

/** What somebody does, or what happens. */
const doings = [
  'ask',
  'approve',
  'deny',
  'fraud',
  'wrong_subject',
  'read',
  'report',
  'explain',
  'event',
  'lift',
  'cancel',
  'transfer',
  'crash',
] as const;
const step = fc.record({
  doing: fc.constantFrom(...doings, 'ask', 'approve', 'read', 'read', 'lift', 'transfer'),
  node: fc.nat(1),
  customer: fc.nat(1),
  person: fc.nat(1),
  answer: fc.constantFrom(...denialAnswers),
});
type Step = typeof step extends fc.Arbitrary<infer Of> ? Of : never;
const alone = (doing: Step['doing']): Step[] => [
  { doing, node: 0, customer: 0, person: 0, answer: 'pressed_nothing' },
];
/** Ends with a transfer on its way to the bank. */
const beginning = ['ask', 'approve', 'read', 'transfer', 'approve'] as const;
/** Steps of one group happen at once. Around what may happen, what has to be there to be looked at. */
const story = fc
  .array(fc.array(step, { minLength: 1, maxLength: 4 }), { minLength: 4, maxLength: 14 })
  .map((groups) => [...beginning.map(alone), ...groups, ...(['event', 'lift'] as const).map(alone)]);

/** What must not be begun while an alarm stands. */
const forbidden = [
  'sensitive_data.read',
  'verification.requested',
  'verification.approved',
  'transfer.submitted',
  'transfer.execution_started',
];

/** Nothing wakes by itself that would within five seconds: what an open page tells, it was told of. */
function impatient(): Clock & { pass(minutes: number): void } {
  let now = START.getTime();
  return {
    now: () => new Date(now),
    after(ms, task) {
      if (ms >= 5000) return () => {};
      const timer = setTimeout(task, ms);
      return () => clearTimeout(timer);
    },
    pass(minutes) {
      now += minutes * 60_000;
    },
  };
}

describe.each(nodeSettings)('any story on $name', ({ open }) => {
  let databases: readonly Database[];
  let desks: readonly TransferDesk[];
  const clock = impatient();
  const known = new Map<string, Customer>();
  const seen = new Map<string, number>();

  beforeAll(async () => {
    databases = await open();
    desks = databases.map((database) => {
      const ciba = new ScriptedCiba(clock);
      ciba.bindingMessage = sandbox.bindingMessage;
      ciba.own = { kind: 'tokens', tokens: tokens('desk') };
      return openTransferDesk({
        database,
        ciba,
        clock,
        transferApi: {
          async execute() {
            await turn();
            return { kind: 'executed', bankReference: 'REF-1' };
          },
        },
        directory: {
          search: async () => ({ customers: [], more: false }),
          get: async (id) => known.get(id),
        },
        policy: {
          ...defaultPolicy,
          withoutCustomerUpTo: { EUR: 100_000 },
          perCustomerAndDay: { ...defaultPolicy.perCustomerAndDay, count: 1000 },
          perTellerAndDay: { ...defaultPolicy.perTellerAndDay, count: 1000 },
        },
      });
    });
  });
  afterAll(async () => {
    await Promise.all(desks.map((desk) => desk.stop()));
    await Promise.all(databases.map((database) => database.close()));
  });

  const first = () => desks[0] as TransferDesk; // a setting has a node

  test('shows nothing while an alarm stands, and tells every open page of it', {
    timeout: 300_000,
  }, async () => {
    let count = 0;
    await fc.assert(
      fc.asyncProperty(story, async (groups) => {
        // Long enough for nothing of the story before to count in this one.
        clock.pass(24 * 60);
        const ids = [1, 2].map((n) => `C-${count}-${n}`);
        count += 1;
        for (const id of ids) known.set(id, customer(id));
        await importCustomers(first().database.db, [...known.values()]);
        const leaving = new AbortController();
        const pages = desks.flatMap((desk) => ids.map((id) => openPage(desk, id, leaving.signal)));
        try {
          for (const [index, group] of groups.entries()) {
            await Promise.all(group.map((each) => happen(each, ids)));
            // No longer than a lease lasts: a transfer on its way to the bank is not to be given up for it.
            clock.pass(1 / 6);
            await expectAllToKnow(pages);
            // What comes next would be faster, and there would be nothing yet to be approved or stopped.
            if (index < beginning.length) await expectSettled(ids[0] as string);
          }
          for (const id of ids) await expectKept(id);
        } finally {
          leaving.abort();
          await Promise.all(pages.map((page) => page.closed));
        }
      }),
      { numRuns: STORIES },
    );
    for (const action of [...forbidden, 'alarm.raised', 'alarm.lifted', 'report.made']) {
      expect(seen.get(action) ?? 0, action).toBeGreaterThan(0);
    }
  });

  interface Page {
    readonly id: string;
    alarm: string | null;
    closed: Promise<void>;
  }

  /** Broken off, it is opened again, as a browser does. */
  function openPage(desk: TransferDesk, id: string, signal: AbortSignal): Page {
    const page: Page = { id, alarm: null, closed: Promise.resolve() };
    const follow = async () => {
      while (!signal.aborted) {
        try {
          for await (const now of watchCustomer(desk.deps, people[0] as StaffActor, id, signal)) {
            page.alarm = now.alarm?.id ?? null;
          }
        } catch {
          await turn();
        }
      }
    };
    page.closed = follow();
    return page;
  }

  async function expectAllToKnow(pages: readonly Page[]): Promise<void> {
    await eventually(
      async () => {
        for (const { id, alarm } of pages) {
          expect({ id, alarm }).toEqual({ id, alarm: (await standing(id))?.id ?? null });
        }
      },
      { timeout: 10_000, interval: 10 },
    );
  }

  /** The OP has answered, and the bank. */
  async function expectSettled(id: string): Promise<void> {
    const moving = async () => {
      const transfers = await first()
        .database.db.selectFrom('transfers')
        .select('status')
        .where('customer_id', '=', id)
        .execute();
      const approved = (await verificationsOf(id)).filter(
        ({ purpose, status }) => purpose === 'wire_transfer' && status === 'approved',
      );
      return {
        asked: (await verificationsOf(id)).filter(({ status }) => status === 'requested').length,
        sent: transfers.filter(({ status }) => status === 'executed').length - approved.length,
      };
    };
    await eventually(async () => expect(await moving()).toEqual({ asked: 0, sent: 0 }), {
      timeout: 10_000,
      interval: 20,
    });
  }

  const standing = (id: string) => first().deps.alarms.standing(`sub-${id}`);

  /** The trail, told from its beginning; and nothing is left that could be used. */
  async function expectKept(id: string): Promise<void> {
    const { db } = first().database;
    const trail = await db
      .selectFrom('audit')
      .select('action')
      .where('customer_id', '=', id)
      .orderBy('id')
      .execute();
    let alarmed = false;
    const told: string[] = [];
    for (const { action } of trail) {
      told.push(action);
      seen.set(action, (seen.get(action) ?? 0) + 1);
      if (action === 'alarm.raised') alarmed = true;
      if (action === 'alarm.lifted') alarmed = false;
      if (alarmed && forbidden.includes(action)) expect.fail(`${action} while it stood: ${told.join(', ')}`);
    }
    expect(alarmed).toBe((await standing(id)) !== undefined);
    if (!alarmed) return;
    const found = await verificationsOf(id);
    expect(found.filter((v) => isOpen(v) || hasLiveGrant(v, clock.now()))).toEqual([]);
    const moving = await db
      .selectFrom('transfers')
      .select('status')
      .where('customer_id', '=', id)
      .where('status', 'in', ['authorized', 'executing'])
      .execute();
    expect(moving).toEqual([]);
  }

  async function verificationsOf(id: string): Promise<Verification[]> {
    const rows = await first()
      .database.db.selectFrom('verifications')
      .select('id')
      .where('customer_id', '=', id)
      .orderBy('requested_at')
      .execute();
    const found = await Promise.all(rows.map((row) => first().deps.verifications.find(row.id as never)));
    return found.filter((v) => v !== undefined);
  }

  /** What people are refused, they are; what breaks, breaks: then only what was kept counts. */
  async function happen(each: Step, ids: readonly string[]): Promise<void> {
    const broken = /terminat|connection|Connection|57P01|ECONNRESET|client/;
    await act(each, ids).catch((error: unknown) => {
      if (isAppError(error) || (databases.length > 1 && broken.test(String(error)))) return;
      throw error;
    });
  }

  async function act({ doing, node, customer: index, person, answer }: Step, ids: readonly string[]) {
    const desk = desks[node % desks.length] as TransferDesk;
    const { deps } = desk;
    const id = ids[index] as string;
    const actor = people[person] as StaffActor;
    const all = doing === 'ask' || doing === 'lift' ? [] : await verificationsOf(id);
    const latest = all.at(-1);
    const tell = async (outcome: PollOutcome) =>
      latest &&
      (await settle(deps, latest, outcome, firstSchedule('poll', 5, Number.POSITIVE_INFINITY, 0), opActor));
    switch (doing) {
      case 'ask':
        return (await requestVerification(deps, actor, id)).sent;
      case 'approve':
        return tell({ kind: 'approved', tokens: tokens(id) });
      case 'deny':
        return tell({ kind: 'denied', fraudReported: false, unclear: true });
      case 'fraud':
        return tell({ kind: 'denied', fraudReported: true });
      case 'wrong_subject': {
        const answeredBy = `sub-${ids[1 - index]}`;
        return tell({ kind: 'rejected', reason: 'wrong_subject', detail: answeredBy, answeredBy });
      }
      case 'read': {
        const approved = all.findLast((v) => v.purpose === 'account_access' && hasLiveGrant(v, clock.now()));
        if (!approved) return;
        const reader = people.find(({ subject }) => subject === approved.staffSubject) as StaffActor;
        const customerApi = {
          async sensitiveData() {
            await turn();
            return { kind: 'data', subject: `sub-${id}`, data: {} as never } as const;
          },
        };
        const audit = createAuditLog(desk.database.db, appendAudit);
        return getSensitiveData({ ...deps, audit, customerApi }, reader, approved.id);
      }
      case 'report':
        return latest && reportNotCustomer(deps, asAsked(latest), latest.id, 'another voice');
      case 'explain': {
        const denied = all.findLast((v) => v.status === 'denied');
        return denied && explainDenial(deps, asAsked(denied), denied.id, answer);
      }
      case 'event':
        return deps.verifications.report([
          {
            ...reportOn(
              { customerId: id, customerSubject: `sub-${id}` } as Verification,
              'staff',
              opActor,
              clock.now(),
            ),
            id: newReportId(),
            verificationId: null,
            askedBy: null,
          },
        ]);
      case 'lift': {
        const alarm = await standing(id);
        return alarm && liftAlarm(deps, supervisors[person] as StaffActor, alarm.id, 'spoke to them');
      }
      case 'cancel': {
        const open = all.findLast(isOpen);
        return open && cancelVerification(deps, asAsked(open), open.id);
      }
      case 'transfer': {
        const { transfer } = await saveDraft(deps, actor, id, { ...emptyForm, ...form });
        return submitTransfer(deps, actor, transfer.id, transfer.version);
      }
      case 'crash':
        return breakOff();
    }
  }

  const asAsked = (v: Verification) => people.find(({ subject }) => subject === v.staffSubject) as StaffActor;

  /** A node's connections break in the middle of whatever they do. */
  async function breakOff(): Promise<void> {
    if (databases.length < 2) return;
    await sql`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()`.execute(first().database.db);
  }
});
