import { describe, expect, test, vi } from 'vitest';
import type { AuditEntry } from '@/lib/audit/entry';
import { getFigures } from '@/lib/history/figures/get';
import type { Counted } from '@/lib/history/figures/store';
import { anything } from '@/lib/history/filter/view';
import { freeSearches } from '../../support/free-searches';
import { customer, START, staff, sue } from '../../support/samples';

const reports = {
  bySource: { provider: 0, security_event: 0, staff: 0, denial: 0, wrong_subject: 0 },
  alarms: 0,
};
const nothing: Counted = { bins: [], groups: [], reports, before: null };

function desk({ zone = 'UTC', more = false } = {}) {
  const trail: AuditEntry[] = [];
  const count = vi.fn(async () => nothing);
  const search = vi.fn(async () => ({ customers: [customer('C-7')], more }));
  const deps = {
    figures: { count },
    history: { staff: async () => [] },
    directory: { search, get: async () => undefined },
    region: 'GB' as const,
    searches: freeSearches(),
    env: { TIME_ZONE: zone },
    audit: { append: async (entry: AuditEntry) => void trail.push(entry) },
    clock: { now: () => START, after: () => () => {} },
  };
  return { deps, count, search, trail };
}

describe('the figures', () => {
  test.each(['agent', 'teller'] as const)('are not for an %s: nothing is even read', async (role) => {
    const { deps, count, search, trail } = desk();
    const asked = getFigures(deps, staff('staff-x', [role]), { ...anything, customer: 'Maria' });
    await expect(asked).rejects.toMatchObject({ code: 'forbidden' });
    expect(count).not.toHaveBeenCalled();
    expect(search).not.toHaveBeenCalled();
    expect(trail).toEqual([]);
  });

  test.each(['supervisor', 'auditor'] as const)('are for a %s', async (role) => {
    const { deps } = desk();
    const { totals, byHour } = await getFigures(deps, staff('staff-x', [role]), anything);
    expect(totals.total).toBe(0);
    expect(byHour).toHaveLength(24);
  });

  test('of one person leave a record of who looked, before anything is read', async () => {
    const { deps, count, trail } = desk();
    count.mockRejectedValueOnce(new Error('down'));
    const asked = getFigures(deps, sue, { ...anything, staff: 'staff-ann', customer: 'Maria' });
    await expect(asked).rejects.toThrow('down');
    expect(trail).toMatchObject([
      { actor: sue, action: 'history.searched', personal: { staff: 'staff-ann', customer: 'Maria' } },
    ]);
  });

  test('of everybody leave none', async () => {
    const { deps, trail } = desk();
    await getFigures(deps, sue, { ...anything, status: 'denied', period: { preset: '30d' } });
    expect(trail).toEqual([]);
  });

  test('count the same filter for the period before', async () => {
    const { deps, count } = desk();
    await getFigures(deps, sue, {
      ...anything,
      customer: 'Maria',
      reason: 'expired',
      period: { preset: 'yesterday' },
    });
    const meant = { customers: ['Maria', 'C-7'], reason: 'expired' };
    expect(count).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({
        ...meant,
        from: new Date('2026-03-01T00:00:00Z'),
        to: new Date('2026-03-02T00:00:00Z'),
      }),
      expect.objectContaining({
        ...meant,
        from: new Date('2026-02-28T00:00:00Z'),
        to: new Date('2026-03-01T00:00:00Z'),
      }),
      60,
    );
  });

  test.each([
    ['Europe/London', 60],
    ['Asia/Kathmandu', 15],
  ])('are counted in bins that end where the hours of %s end', async (zone, minutes) => {
    const { deps, count } = desk({ zone });
    await getFigures(deps, sue, { ...anything, period: { preset: '7d' } });
    expect(count).toHaveBeenCalledExactlyOnceWith(expect.anything(), expect.anything(), minutes);
  });

  test('say when a name fits more customers than were looked for', async () => {
    const { deps } = desk({ more: true });
    const { tooManyCustomers } = await getFigures(deps, sue, { ...anything, customer: 'Maria' });
    expect(tooManyCustomers).toBe(true);
  });

  test('of a period that has not begun are empty and compared with nothing', async () => {
    const { deps, count } = desk();
    const later = { ...anything, period: { from: '2027-01-01', to: '2027-01-31' } };
    expect(await getFigures(deps, sue, later)).toMatchObject({
      from: '2027-01-01T00:00:00.000Z',
      to: '2027-01-01T00:00:00.000Z',
      before: null,
      byDay: [],
    });
    expect(count).toHaveBeenCalledExactlyOnceWith(expect.anything(), null, 60);
  });
});
