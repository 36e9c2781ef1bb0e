import type { ReactNode } from 'react';
import { type HistoryFilter, presets, purposes } from '@/lib/history/filter/view';
import type { StaffMember } from '@/lib/history/view';
import { endReasons, statuses } from '@/lib/verification/view';
import { say } from '@/messages/history/filter';
import { Button } from '../ui/button';
import { ChevronIcon } from '../ui/icons';
import { fieldControl, LabelledField } from '../ui/labelled-field';
import { SelectField } from '../ui/select-field';
import { BETWEEN_DAYS } from './filter-address';
import { reasonName, whatIsSet } from './filter-words';

interface Props {
  /** The page it narrows. */
  action: '/history' | '/history/figures';
  filter: HistoryFilter;
  /** Everybody who may be filtered by; with nobody there is no such field. */
  staff: readonly StaffMember[];
  /** Whose days the period's are. */
  zone: string;
  /** What no period means on this page. */
  anyTime?: string;
}

/**
 * All that the history can be narrowed down by: a plain form, which needs no program in the browser. Folded, because what
 * is set stands beside it as words, and the list is what people come for.
 */
export function FilterForm({ action, filter, staff, zone, anyTime = say.form.anyTime }: Props) {
  const filters = whatIsSet(filter, staff).length;
  return (
    <details className="group/filter col-span-full row-start-1 print:hidden">
      <summary className="inline-flex min-h-9 cursor-pointer select-none list-none items-center gap-2 rounded-sm border border-edge bg-sheet px-3 font-semibold hover:bg-sunken pointer-coarse:min-h-11 [&::-webkit-details-marker]:hidden">
        {say.form.fold}
        {filters > 0 ? (
          <span className="rounded-full bg-seal px-1.5 text-on-seal text-xs">
            {say.form.set({ filters, unseen: (words) => <span className="sr-only">{words}</span> })}
          </span>
        ) : null}
        <ChevronIcon className="size-4.5 text-ink-soft group-open/filter:rotate-180" />
      </summary>
      <search aria-label={say.form.name}>
        {/* Fields keep what was typed when the page changes under them: another filter is another form. */}
        <form
          key={JSON.stringify(filter)}
          action={action}
          className="mt-3 grid gap-x-4 gap-y-3 rounded-md border border-rule bg-sheet p-4 sm:grid-cols-2 lg:grid-cols-4"
        >
          <PeriodFields period={filter.period} zone={zone} anyTime={anyTime} />
          <Field name="customer">
            <input
              id="filter-customer"
              name="customer"
              type="search"
              defaultValue={filter.customer ?? ''}
              placeholder={say.form.customerHint}
              maxLength={100}
              autoComplete="off"
              spellCheck={false}
              className={`${fieldControl} placeholder:text-ink-faint`}
            />
          </Field>
          {staff.length > 0 ? (
            <Choice
              name="staff"
              any={say.form.anybody}
              value={filter.staff}
              options={staff.map(({ subject, name }) => [subject, name])}
            />
          ) : null}
          <Choice
            name="status"
            any={say.form.any}
            value={filter.status}
            options={statuses.map((each) => [each, say.statuses[each]])}
          />
          <Choice
            name="reason"
            any={say.form.any}
            value={filter.reason}
            options={endReasons.map((each) => [each, reasonName(each)])}
          />
          <Choice
            name="purpose"
            any={say.form.any}
            value={filter.purpose}
            options={purposes.map((each) => [each, say.purposes[each]])}
          />
          <Choice
            name="delivery"
            any={say.form.any}
            value={filter.delivery}
            options={Object.entries(say.deliveries)}
          />
          <Field name="call">
            <input
              id="filter-call"
              name="call"
              defaultValue={filter.call ?? ''}
              maxLength={100}
              autoComplete="off"
              spellCheck={false}
              className={fieldControl}
            />
          </Field>
          <div className="flex items-end justify-end max-sm:*:w-full sm:col-end-[-1]">
            <Button type="submit" look="primary">
              {say.form.apply}
            </Button>
          </div>
        </form>
      </search>
    </details>
  );
}

/** The two days are only there while it is they that count. Where a browser cannot tell, they always are. */
export function PeriodFields({
  period,
  zone,
  anyTime,
}: {
  period: HistoryFilter['period'];
  zone: string;
  anyTime: string;
}) {
  const days = period && 'from' in period ? period : null;
  const preset = period && 'preset' in period ? period.preset : null;
  return (
    <div className="group/period min-w-0 has-[option[value=days]:checked]:sm:col-span-2">
      <div className="flex items-end gap-3 max-sm:flex-col max-sm:items-stretch">
        <div className="min-w-0 flex-1">
          <Choice
            name="period"
            any={anyTime}
            value={days ? BETWEEN_DAYS : preset}
            options={[
              ...presets.map((each) => [each, say.presets[each]] as const),
              [BETWEEN_DAYS, say.form.betweenDays],
            ]}
          />
        </div>
        <div className="flex min-w-0 flex-1 gap-3 group-has-[option:not([value=days]):checked]/period:hidden">
          <Day name="from" label={say.days.from} value={days?.from ?? null} />
          <Day name="to" label={say.days.to} value={days?.to ?? null} />
        </div>
      </div>
      <p className="mt-1 text-ink-soft text-xs group-has-[option[value='']:checked]/period:hidden">
        {say.form.zone({ zone: zone.replaceAll('_', ' ') })}
      </p>
    </div>
  );
}

function Day({ name, label, value }: { name: 'from' | 'to'; label: string; value: string | null }) {
  return (
    <div className="min-w-0 flex-1">
      <label htmlFor={`filter-${name}`} className="block font-semibold text-sm">
        {label}
      </label>
      <input
        id={`filter-${name}`}
        name={name}
        type="date"
        defaultValue={value ?? ''}
        min="2000-01-01"
        max="2099-12-31"
        className={`${fieldControl} mt-1 px-2`}
      />
    </div>
  );
}

interface ChoiceProps {
  name: keyof typeof say.fields;
  /** Where the field is called otherwise. */
  label?: string;
  /** What it says while it does not narrow. */
  any: string;
  value: string | null;
  options: readonly (readonly [value: string, label: string])[];
}

export function Choice({ name, label = say.fields[name], ...rest }: ChoiceProps) {
  return <SelectField id={`filter-${name}`} name={name} label={label} {...rest} />;
}

interface FieldProps {
  name: keyof typeof say.fields;
  label?: string | undefined;
  children: ReactNode;
}

function Field({ name, label = say.fields[name], children }: FieldProps) {
  return (
    <LabelledField id={`filter-${name}`} label={label}>
      {children}
    </LabelledField>
  );
}
