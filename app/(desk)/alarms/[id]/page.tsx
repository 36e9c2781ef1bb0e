import Link from 'next/link';
import { AboutCustomer } from '@/components/alarms/about-customer';
import { AlarmDesk } from '@/components/alarms/alarm-desk';
import { EntrySection } from '@/components/history/entry-section';
import { isRemoved } from '@/components/history/removed';
import { LocalTime } from '@/components/time/local-time';
import { Fact, Facts } from '@/components/transfers/facts';
import { openAlarm } from '@/lib/alarms/get-alarm';
import { can } from '@/lib/auth/permissions';
import { server } from '@/lib/server';
import { orNotFound, requireStaff } from '@/lib/web/page';
import { say } from '@/messages/alarms';
import { titleOf } from '@/messages/title';
import { liftAlarm } from '../actions';

interface Props {
  params: Promise<{ id: string }>;
}

const link = 'text-seal underline decoration-seal/40 underline-offset-2 hover:decoration-seal';

export default async function AlarmPage({ params }: Props) {
  const actor = await requireStaff('alarms.read');
  const { id } = await params;
  const alarm = await orNotFound(openAlarm(await server(), actor, id));
  const { customer } = alarm;
  return (
    <>
      <title>{titleOf(customer.name, say.title)}</title>
      <p className="text-sm print:hidden">
        <Link href="/alarms" prefetch={false} className={`inline-block min-h-6 ${link}`}>
          {say.title}
        </Link>
      </p>
      <h1 className="wrap-anywhere mb-4 font-bold text-2xl tracking-tight">
        {isRemoved(customer) ? say.page.titleRemoved : say.page.title({ name: customer.name })}
      </h1>
      <div className="space-y-5">
        <AlarmDesk key={alarm.id} initial={alarm} liftAlarm={can(actor, 'alarm.lift') ? liftAlarm : null} />
        <EntrySection title={say.page.about}>
          <Facts>
            <Fact label={say.page.customer}>
              <AboutCustomer of={customer} />
            </Fact>
            <Fact label={say.page.raised}>
              <LocalTime iso={alarm.raisedAt} show="moment" wrap />
            </Fact>
          </Facts>
        </EntrySection>
      </div>
    </>
  );
}
