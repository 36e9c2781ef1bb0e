import Link from 'next/link';
import type { EntryReport } from '@/lib/history/view';
import { say as entry } from '@/messages/history/entry';
import { reasonText } from '../alarms/report-list';
import { sourceWords } from '../alarms/source-words';
import { LocalTime } from '../time/local-time';

const say = entry.reports;

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
            <Happened report={report} />
          </p>
          {report.reason ? <p className="text-sm">{reasonText(report)}</p> : null}
          <p className="text-ink-soft text-sm">
            <Reported report={report} />
          </p>
          {mayOpen ? (
            <p className="flex flex-wrap gap-x-4">
              <Link
                href={`/history/reports/${encodeURIComponent(report.id)}`}
                prefetch={false}
                className={link}
              >
                {say.seeReport}
              </Link>
              {report.alarmId ? (
                <Link
                  href={`/alarms/${encodeURIComponent(report.alarmId)}`}
                  prefetch={false}
                  className={link}
                >
                  {say.seeAlarm}
                </Link>
              ) : null}
            </p>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

function Happened({ report }: { report: EntryReport }) {
  const what = <span className="font-semibold">{sourceWords[report.source].happened}</span>;
  return report.aboutAnother ? say.aboutAnother({ what }) : what;
}

function Reported({ report: { by, at } }: { report: EntryReport }) {
  const moment = <LocalTime iso={at} show="moment" wrap />;
  return by ? say.byAt({ by, at: moment }) : moment;
}
