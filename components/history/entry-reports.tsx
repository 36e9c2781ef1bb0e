import Link from 'next/link';
import type { EntryReport } from '@/lib/history/view';
import { reasonText } from '../alarms/report-list';
import { sourceWords } from '../alarms/source-words';
import { LocalTime } from '../time/local-time';

interface Props {
  reports: readonly EntryReport[];
  /** Whether reports and alarms have pages for who looks. */
  mayOpen: boolean;
}

const link =
  'inline-flex min-h-6 items-center text-seal text-sm underline decoration-seal/40 underline-offset-2 hover:decoration-seal pointer-coarse:min-h-11';

/** What was reported of this verification, and the alarm it raised. */
export function EntryReports({ reports, mayOpen }: Props) {
  return (
    <ul>
      {reports.map((report) => (
        <li key={report.id} className="wrap-anywhere border-rule px-4 py-2.5 not-last:border-b">
          <p>
            <span className="font-semibold">{sourceWords[report.source].happened}</span>
            {report.aboutAnother ? ', about whoever answered' : null}
          </p>
          {report.reason ? <p className="text-sm">{reasonText(report)}</p> : null}
          <p className="text-ink-soft text-sm">
            {report.by ? `${report.by}, ` : null}
            <LocalTime iso={report.at} show="moment" wrap />
          </p>
          {mayOpen ? (
            <p className="flex flex-wrap gap-x-4">
              <Link
                href={`/history/reports/${encodeURIComponent(report.id)}`}
                prefetch={false}
                className={link}
              >
                See the report
              </Link>
              {report.alarmId ? (
                <Link
                  href={`/alarms/${encodeURIComponent(report.alarmId)}`}
                  prefetch={false}
                  className={link}
                >
                  See the alarm
                </Link>
              ) : null}
            </p>
          ) : null}
        </li>
      ))}
    </ul>
  );
}
