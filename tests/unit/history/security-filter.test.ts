import { describe, expect, test } from 'vitest';
import { securityActions } from '@/lib/audit/security-actions';
import { actionsOf, readSecurityFilter, securityKinds, securityQuery } from '@/lib/history/security/view';

const read = (query: string) => readSecurityFilter(new URLSearchParams(query));

describe('the filter of security events', () => {
  test('is what the address says, and the address again', () => {
    const { filter, ignored } = read('period=7d&kind=forged&staff=staff-ann');
    expect(filter).toEqual({ period: { preset: '7d' }, kind: 'forged', staff: 'staff-ann' });
    expect(ignored).toEqual([]);
    expect(read(securityQuery(filter)).filter).toEqual(filter);
  });

  test('leaves out what nobody could have chosen, and says so', () => {
    expect(read('kind=x&period=y&from=2026-02-30')).toEqual({
      filter: { period: null, kind: null, staff: null },
      ignored: ['period', 'from', 'kind'],
    });
  });

  test('knows nothing of what only the history is filtered by', () => {
    expect(read('status=nonsense&customer=Maria').ignored).toEqual([]);
  });

  test('has every security event in exactly one kind', () => {
    expect(securityKinds.flatMap(actionsOf).toSorted()).toEqual(securityActions.toSorted());
  });
});
