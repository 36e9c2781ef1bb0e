import { type ReportsFilter, reportsQuery } from '@/lib/alarms/filter/view';
import { reportSources } from '@/lib/alarms/view';
import { presets } from '@/lib/history/filter/view';
import { say } from '@/messages/alarms';
import { presetNames } from '../history/filter-words';
import { dateText } from '../time/format';
import { SelectField } from '../ui/select-field';
import { CustomerField, FilterButtons } from './alarms-filter';

/** Narrows the reports down: a plain form, which needs no program in the browser. */
export function ReportsFilterForm({ filter }: { filter: ReportsFilter }) {
  const { period, source, customer, unknown } = filter;
  const days = period && !('preset' in period) ? period : null;
  return (
    <search aria-label={say.filter.reports} className="mb-4 block print:hidden">
      {/* Fields keep what was typed when the page changes under them: another filter is another form. */}
      <form
        key={reportsQuery(filter)}
        action="/history/reports"
        className="grid items-end gap-x-4 gap-y-3 sm:grid-cols-2 lg:grid-cols-[1fr_1fr_1fr_1fr_auto]"
      >
        <SelectField
          id="reports-period"
          name="period"
          label={say.filter.period}
          any={
            days ? say.filter.days({ from: dayText(days.from), to: dayText(days.to) }) : say.filter.anyTime
          }
          value={period && 'preset' in period ? period.preset : null}
          options={presets.map((each) => [each, presetNames[each]])}
        />
        {days?.from ? <input type="hidden" name="from" value={days.from} /> : null}
        {days?.to ? <input type="hidden" name="to" value={days.to} /> : null}
        <SelectField
          id="reports-source"
          name="source"
          label={say.filter.source}
          any={say.filter.anybody}
          value={source}
          options={reportSources.map((each) => [each, say.sources[each].name])}
        />
        <SelectField
          id="reports-about"
          name="about"
          label={say.filter.about}
          any={say.filter.anybody}
          value={unknown ? 'nobody' : null}
          options={[['nobody', say.about.nobody]]}
        />
        <CustomerField id="reports-customer" value={customer} />
        <FilterButtons href="/history/reports" set={reportsQuery(filter) !== ''} />
      </form>
    </search>
  );
}

function dayText(day: string | null): string | null {
  return day && dateText(day, 'short');
}
