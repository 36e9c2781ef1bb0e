import { type SecurityFilter, securityKinds } from '@/lib/history/security/view';
import type { StaffMember } from '@/lib/history/view';
import { say as history } from '@/messages/history/filter';
import { say } from '@/messages/history/security';
import { Button } from '../../ui/button';
import { Choice, PeriodFields } from '../filter-form';
import { SECURITY_PATH } from './address';

const common = history.form;

interface Props {
  filter: SecurityFilter;
  staff: readonly StaffMember[];
  /** Whose days the period's are. */
  zone: string;
}

/** What the security events can be narrowed down by: a plain form, which needs no program in the browser. */
export function EventsFilter({ filter, staff, zone }: Props) {
  return (
    <search aria-label={say.filter.name} className="print:hidden">
      {/* Fields keep what was typed when the page changes under them: another filter is another form. */}
      <form
        key={JSON.stringify(filter)}
        action={SECURITY_PATH}
        className="grid gap-x-4 gap-y-3 rounded-md border border-rule bg-sheet p-4 sm:grid-cols-2 lg:grid-cols-4"
      >
        <PeriodFields period={filter.period} zone={zone} anyTime={common.anyTime} />
        <Choice
          name="kind"
          any={common.any}
          value={filter.kind}
          options={securityKinds.map((each) => [each, say.filter.kinds[each]])}
        />
        <Choice
          name="staff"
          label={say.filter.staff}
          any={common.anybody}
          value={filter.staff}
          options={staff.map(({ subject, name }) => [subject, name])}
        />
        <div className="flex items-end max-sm:*:w-full sm:col-end-[-1] sm:justify-end">
          <Button type="submit" look="primary">
            {common.apply}
          </Button>
        </div>
      </form>
    </search>
  );
}
