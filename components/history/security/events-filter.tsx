import { type SecurityFilter, securityKinds } from '@/lib/history/security/view';
import type { StaffMember } from '@/lib/history/view';
import { Button } from '../../ui/button';
import { Choice, PeriodFields } from '../filter-form';
import { SECURITY_PATH } from './address';
import { kindNames, STAFF_FIELD } from './words';

interface Props {
  filter: SecurityFilter;
  staff: readonly StaffMember[];
  /** Whose days the period's are. */
  zone: string;
}

/** What the security events can be narrowed down by: a plain form, which needs no program in the browser. */
export function EventsFilter({ filter, staff, zone }: Props) {
  return (
    <search aria-label="Filter security events" className="print:hidden">
      {/* Fields keep what was typed when the page changes under them: another filter is another form. */}
      <form
        key={JSON.stringify(filter)}
        action={SECURITY_PATH}
        className="grid gap-x-4 gap-y-3 rounded-md border border-rule bg-sheet p-4 sm:grid-cols-2 lg:grid-cols-4"
      >
        <PeriodFields period={filter.period} zone={zone} anyTime="Any time" />
        <Choice
          name="kind"
          any="Any"
          value={filter.kind}
          options={securityKinds.map((each) => [each, kindNames[each]])}
        />
        <Choice
          name="staff"
          label={STAFF_FIELD}
          any="Anybody"
          value={filter.staff}
          options={staff.map(({ subject, name }) => [subject, name])}
        />
        <div className="flex items-end max-sm:*:w-full sm:col-end-[-1] sm:justify-end">
          <Button type="submit" look="primary">
            Apply filters
          </Button>
        </div>
      </form>
    </search>
  );
}
