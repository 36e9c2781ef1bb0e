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
import { say as reports } from '@/messages/history/reports';
import { titleOf } from '@/messages/title';

const say = reports.one;

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
      <title>{titleOf(say.tab, customer?.name ?? say.tabUnknown)}</title>
      <p className="text-sm print:hidden">
        <Link href="/history/reports" prefetch={false} className={`inline-block min-h-6 ${link}`}>
          {reports.title}
        </Link>
      </p>
      <h1 className="wrap-anywhere mb-4 font-bold text-2xl tracking-tight">
        {customer ? say.title({ customer: customer.name }) : say.titleUnknown}
      </h1>
      <EntrySection title={say.heading}>
        <Facts>
          <Fact label={say.what}>{sourceWords[source].happened}</Fact>
          <Fact label={say.at}>
            <LocalTime iso={report.at} show="moment" wrap />
          </Fact>
          {by ? <Fact label={say.by}>{by}</Fact> : null}
          {reason ? <Fact label={say.inTheirWords}>{reasonText(report)}</Fact> : null}
          {customer ? (
            <Fact label={say.customer}>
              <AboutCustomer of={customer} />
            </Fact>
          ) : null}
          {about ? <Fact label={say.named}>{about}</Fact> : null}
          <Fact label={say.verification}>
            {verificationId ? (
              <Link href={`/history/${encodeURIComponent(verificationId)}`} prefetch={false} className={link}>
                {say.seeVerification}
              </Link>
            ) : (
              say.noVerification
            )}
          </Fact>
          <Fact label={say.alarm}>
            {alarmId ? (
              <Link href={`/alarms/${encodeURIComponent(alarmId)}`} prefetch={false} className={link}>
                {say.seeAlarm}
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
  if (!known) return say.noAlarmUnknown;
  return source === 'wrong_subject' ? say.noAlarmSetUp : say.noAlarm;
}
