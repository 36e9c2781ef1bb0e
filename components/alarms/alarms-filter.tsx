import Link from 'next/link';
import { alarmsQuery } from '@/lib/alarms/filter/view';
import { type AlarmsFilter, alarmStates, reportSources } from '@/lib/alarms/view';
import { say } from '@/messages/alarms';
import { Button } from '../ui/button';
import { fieldControl, LabelledField } from '../ui/labelled-field';
import { SelectField } from '../ui/select-field';

/** Narrows the alarms down: a plain form, which needs no program in the browser. */
export function AlarmsFilterForm({ filter }: { filter: AlarmsFilter }) {
  const { state, source, customer } = filter;
  return (
    <search aria-label={say.filter.alarms} className="mb-4 block print:hidden">
      {/* Fields keep what was typed when the page changes under them: another filter is another form. */}
      <form
        key={alarmsQuery(filter)}
        action="/alarms"
        className="grid items-end gap-x-4 gap-y-3 sm:grid-cols-2 lg:grid-cols-[1fr_1fr_1fr_auto]"
      >
        <SelectField
          id="alarms-state"
          name="state"
          label={say.filter.state}
          any={say.filter.anyState}
          value={state}
          options={alarmStates.map((each) => [each, say.states[each]])}
        />
        <SelectField
          id="alarms-source"
          name="source"
          label={say.filter.source}
          any={say.filter.anybody}
          value={source}
          options={reportSources.map((each) => [each, say.sources[each].name])}
        />
        <CustomerField id="alarms-customer" value={customer} />
        <FilterButtons href="/alarms" set={alarmsQuery(filter) !== ''} />
      </form>
    </search>
  );
}

export function CustomerField({ id, value }: { id: string; value: string | null }) {
  return (
    <LabelledField id={id} label={say.filter.customer}>
      <input
        id={id}
        name="customer"
        type="search"
        defaultValue={value ?? ''}
        placeholder={say.filter.customerHint}
        maxLength={100}
        autoComplete="off"
        spellCheck={false}
        className={`${fieldControl} placeholder:text-ink-faint`}
      />
    </LabelledField>
  );
}

/** Shows what matches; and all again, where something is set. */
export function FilterButtons({ href, set }: { href: string; set: boolean }) {
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 max-sm:*:w-full">
      <Button type="submit" look="quiet">
        {say.apply}
      </Button>
      {set ? (
        <Link
          href={href}
          prefetch={false}
          className="inline-flex min-h-8 items-center text-seal text-sm underline decoration-seal/40 underline-offset-2 hover:decoration-seal pointer-coarse:min-h-11"
        >
          {say.clear}
        </Link>
      ) : null}
    </div>
  );
}
