import Link from 'next/link';
import type { ReportView } from '@/lib/alarms/view';
import { say } from '@/messages/alarms';
import { LocalTime } from '../time/local-time';
import { eventWords } from './source-words';

interface Props {
  reports: readonly ReportView[];
  /** Whether the verifications they came of may be opened. */
  mayOpen: boolean;
}

/** What was reported, by whom and when; in the colour of the text around it. */
export function ReportList({ reports, mayOpen }: Props) {
  return (
    <ul aria-label={say.reports.title} className="space-y-2">
      {reports.map((report) => (
        <li key={report.id} className="wrap-anywhere">
          <p>
            <span className="font-semibold">
              {say.reports.happened({ what: say.sources[report.source].happened })}
            </span>{' '}
            <span className="text-sm">
              {say.reports.made({ by: report.by, at: <LocalTime iso={report.at} show="minute" /> })}
            </span>
          </p>
          {report.reason ? <p className="text-sm">{reasonText(report)}</p> : null}
          {mayOpen && report.verificationId ? (
            <Link
              href={`/history/${encodeURIComponent(report.verificationId)}`}
              prefetch={false}
              className="inline-flex min-h-6 items-center text-sm underline decoration-current/50 underline-offset-2 hover:decoration-current focus-visible:outline-current pointer-coarse:min-h-11"
            >
              {say.reports.seeVerification}
            </Link>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

/** An event has a type instead of words. */
export function reasonText({ source, reason }: Pick<ReportView, 'source' | 'reason'>): string {
  if (source !== 'security_event') return say.quoted({ words: reason });
  return (Object.hasOwn(eventWords, reason) && eventWords[reason]) || say.events.other({ type: reason });
}
