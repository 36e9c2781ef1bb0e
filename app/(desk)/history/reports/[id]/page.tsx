import Link from 'next/link';
import { AboutCustomer } from '@/components/alarms/about-customer';
import { reasonText } from '@/components/alarms/report-list';
import { sourceWords } from '@/components/alarms/source-words';
import { EntrySection } from '@/components/history/entry-section';
import { LocalTime } from '@/components/time/local-time';
import { Fact, Facts } from '@/components/transfers/facts';
import { openReport } from '@/lib/alarms/open-report';
import { server } from '@/lib/server';
import { orNotFound, requireStaff } from '@/lib/web/page';

interface Props {
  params: Promise<{ id: string }>;
}

const link = 'text-seal underline decoration-seal/40 underline-offset-2 hover:decoration-seal';

export default async function ReportPage({ params }: Props) {
  const actor = await requireStaff('alarms.read');
  const { id } = await params;
  const report = await orNotFound(openReport(await server(), actor, id));
  const { customer, about, reason, by, source, verificationId, alarmId } = report;
  return (
    <>
      <title>{`Report · ${customer?.name ?? 'Nobody in the directory'} · Countersign`}</title>
      <p className="text-sm print:hidden">
        <Link href="/history/reports" prefetch={false} className={`inline-block min-h-6 ${link}`}>
          Reports
        </Link>
      </p>
      <h1 className="wrap-anywhere mb-4 font-bold text-2xl tracking-tight">
        Report about {customer?.name ?? 'nobody in the directory'}
      </h1>
      <EntrySection title="What was reported">
        <Facts>
          <Fact label="What">{sourceWords[source].happened}</Fact>
          <Fact label="Reported">
            <LocalTime iso={report.at} show="moment" wrap />
          </Fact>
          {by ? <Fact label="By">{by}</Fact> : null}
          {reason ? <Fact label="In their words">{reasonText(report)}</Fact> : null}
          {customer ? (
            <Fact label="Customer">
              <AboutCustomer of={customer} />
            </Fact>
          ) : null}
          {about ? <Fact label="It named">{about}</Fact> : null}
          <Fact label="Verification">
            {verificationId ? (
              <Link href={`/history/${encodeURIComponent(verificationId)}`} prefetch={false} className={link}>
                See the verification
              </Link>
            ) : (
              'None: nobody was asking this customer.'
            )}
          </Fact>
          <Fact label="Alarm">
            {alarmId ? (
              <Link href={`/alarms/${encodeURIComponent(alarmId)}`} prefetch={false} className={link}>
                See the alarm
              </Link>
            ) : (
              whyNoAlarm(source, customer !== null)
            )}
          </Fact>
        </Facts>
      </EntrySection>
    </>
  );
}

function whyNoAlarm(source: keyof typeof sourceWords, known: boolean): string {
  if (!known) return 'None: nobody was found whom it is about.';
  return source === 'wrong_subject'
    ? 'None: the sign-in service answered for others, whoever was asked.'
    : 'None.';
}
