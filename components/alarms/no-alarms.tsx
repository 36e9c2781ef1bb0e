import { alarmsQuery } from '@/lib/alarms/filter/view';
import type { AlarmsFilter } from '@/lib/alarms/view';

/** An empty list: why it is. */
export function NoAlarms({ filter, further }: { filter: AlarmsFilter; further: boolean }) {
  return (
    <p className="max-w-prose rounded-md border border-rule border-dashed px-5 py-6">
      {saysWhy(filter, further)}
    </p>
  );
}

function saysWhy(filter: AlarmsFilter, further: boolean): string {
  if (further) return 'There is nothing older than this.';
  if (alarmsQuery(filter) === 'state=standing') return 'No alarm stands. Every customer can be asked.';
  if (alarmsQuery(filter) !== '') return 'No alarm matches this filter.';
  return 'No alarm was ever raised. One is when a customer, their bank or a member of staff says that a caller is not the customer.';
}
