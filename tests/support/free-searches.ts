import type { SearchStore } from '@/lib/customers/searches';

/** Counts for somebody who may search as often as they like, and remembers what it was told, in order. */
export function freeSearches() {
  const told: string[] = [];
  const searches: Pick<SearchStore, 'count' | 'showed' | 'opened'> = {
    async count({ subject }) {
      told.push(`${subject} searched`);
      return { kind: 'counted' };
    },
    async showed({ subject }, customerIds) {
      told.push(`${subject} saw ${customerIds.join(', ')}`);
    },
    async opened({ subject }, customerId) {
      told.push(`${subject} opened ${customerId}`);
    },
  };
  return { ...searches, told };
}
