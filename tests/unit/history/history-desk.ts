import { vi } from 'vitest';
import type { AlarmStore } from '@/lib/alarms/store';
import type { AuditEntry } from '@/lib/audit/entry';
import type { Customer, CustomerQuery } from '@/lib/customers/directory';
import type { HistoryStore, Untimed } from '@/lib/history/store';
import type { HistoryRow } from '@/lib/history/view';
import { newVerificationId } from '@/lib/verification/verification';
import { FakeClock } from '../../support/fake-clock';
import { freeSearches } from '../../support/free-searches';
import { ann, maria, START } from '../../support/samples';

/** What the verbs of the history stand on, as doubles that remember what they were asked. */
export function historyDesk(
  known: { readonly customers?: readonly Customer[]; readonly more?: boolean } = {},
) {
  const { customers = [maria], more = false } = known;
  const recorded: AuditEntry[] = [];
  const history = {
    list: vi.fn<HistoryStore['list']>(async () => []),
    find: vi.fn<HistoryStore['find']>(async () => undefined),
    timeline: vi.fn<HistoryStore['timeline']>(async () => []),
    staff: vi.fn<HistoryStore['staff']>(async () => [{ subject: ann.subject, name: ann.name }]),
  };
  const alarms = { reportsOf: vi.fn<AlarmStore['reportsOf']>(async () => []) };
  const directory = {
    search: vi.fn(async (queries: readonly CustomerQuery[], limit: number) => ({
      customers: queries.length > 0 ? customers.slice(0, limit) : [],
      more,
    })),
    get: async () => undefined,
  };
  const audit = { append: vi.fn(async (entry: AuditEntry) => void recorded.push(entry)) };
  const clock = new FakeClock();
  const deps = {
    history,
    alarms,
    directory,
    region: 'GB' as const,
    searches: freeSearches(),
    audit,
    clock,
    env: { TIME_ZONE: 'Europe/London' },
  };
  return { deps, recorded };
}

/** Requested at START by Ann about Maria, and denied four seconds later. */
export function historyRow(change: Partial<HistoryRow> = {}): HistoryRow {
  return {
    id: newVerificationId(),
    customer: { id: maria.id, name: maria.name, number: maria.number },
    staffName: ann.name,
    purpose: 'account_access',
    status: 'denied',
    reason: 'denied',
    grantEnd: null,
    delivery: 'poll',
    callReference: null,
    transferId: null,
    requestedAt: START.toISOString(),
    endedAt: '2026-03-02T09:00:04.000Z',
    answerSeconds: 4,
    ...change,
  };
}

export function historyEntry(change: Partial<Untimed> = {}): Untimed {
  return {
    ...historyRow(),
    bindingMessage: 'CALL-KX7-4PT',
    scope: 'openid',
    intervalSeconds: 5,
    expiresAt: '2026-03-02T09:02:00.000Z',
    grantExpiresAt: null,
    authorizationDetails: null,
    detail: null,
    ...change,
  };
}
