import { alarmsQuery } from '@/lib/alarms/filter/view';
import type { AlarmsFilter } from '@/lib/alarms/view';
import { say } from '@/messages/alarms';

/** An empty list: why it is. */
export function NoAlarms({ filter, further }: { filter: AlarmsFilter; further: boolean }) {
  return (
    <p className="max-w-prose rounded-md border border-rule border-dashed px-5 py-6">
      {saysWhy(filter, further)}
    </p>
  );
}

function saysWhy(filter: AlarmsFilter, further: boolean): string {
  if (further) return say.noneOlder;
  if (alarmsQuery(filter) === 'state=standing') return say.list.noneStanding;
  if (alarmsQuery(filter) !== '') return say.list.noMatch;
  return say.list.none;
}
