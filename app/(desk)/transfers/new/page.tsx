import { redirect } from 'next/navigation';
import { Entered } from '@/components/customer/entered';
import { StopPage } from '@/components/shell/stop-page';
import { transferHref } from '@/components/transfers/address';
import { DraftForm } from '@/components/transfers/draft-form';
import { ForCustomer } from '@/components/transfers/for-customer';
import type { StaffActor } from '@/lib/actor';
import { can } from '@/lib/auth/permissions';
import { openCustomer } from '@/lib/customers/open';
import { server } from '@/lib/server';
import { getTransfer } from '@/lib/transfers/get';
import { openTransfer } from '@/lib/transfers/open';
import { findDraft, readDraft } from '@/lib/transfers/save-draft';
import { isOpenedAhead, orNotFound, requireStaff } from '@/lib/web/page';
import { titleOf } from '@/messages/title';
import { say } from '@/messages/transfers/form';
import { liftAlarm } from '../../alarms/actions';
import { enterCustomer } from '../../customers/[id]/actions';
import { submitTransfer } from '../actions';

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function NewTransferPage({ searchParams }: Props) {
  const actor = await requireStaff('transfer.enter');
  const { customer, transfer } = await searchParams;
  if (typeof transfer === 'string') return <Reopened actor={actor} id={transfer} />;
  if (typeof customer === 'string') return <New actor={actor} customerId={customer} />;
  return (
    <StopPage title={say.noCustomer.title}>
      <p>{say.noCustomer.how}</p>
    </StopPage>
  );
}

async function New({ actor, customerId }: { actor: StaffActor; customerId: string }) {
  const deps = await server();
  const ahead = await isOpenedAhead();
  const { customer, alarm, now } = await orNotFound(openCustomer(deps, actor, customerId, ahead));
  const { transfer, reading } = await findDraft(deps, actor, customer.id);
  return (
    <>
      <Entered customerId={customer.id} madeAt={now} {...{ ahead, enterCustomer }} />
      <Heading title={say.newTransfer} customer={customer} />
      <DraftForm
        key={customer.id}
        customer={{ id: customer.id, name: customer.name, number: customer.number }}
        reopened={null}
        initial={transfer ? { transfer, reading } : null}
        submitTransfer={submitTransfer}
        alarm={alarm}
        liftAlarm={can(actor, 'alarm.lift') ? liftAlarm : null}
      />
    </>
  );
}

async function Reopened({ actor, id }: { actor: StaffActor; id: string }) {
  const deps = await server();
  const { status } = await orNotFound(getTransfer(deps, actor, id));
  // That page records the look itself.
  if (status !== 'draft') redirect(transferHref(id));
  const ahead = await isOpenedAhead();
  const { now } = await orNotFound(openTransfer(deps, actor, id, ahead));
  const saved = await orNotFound(readDraft(deps, actor, id));
  const { customer, alarm } = saved.transfer;
  return (
    <>
      <Entered customerId={customer.id} madeAt={now} {...{ ahead, enterCustomer }} />
      <Heading title={say.changeTransfer} customer={customer} />
      <DraftForm
        key={id}
        customer={customer}
        reopened={id}
        initial={saved}
        submitTransfer={submitTransfer}
        alarm={alarm}
        liftAlarm={can(actor, 'alarm.lift') ? liftAlarm : null}
      />
    </>
  );
}

function Heading({
  title,
  customer,
}: {
  title: string;
  customer: { id: string; name: string; number: string };
}) {
  return (
    <header className="mb-5">
      <title>{titleOf(title, customer.name)}</title>
      <h1 className="font-bold text-2xl tracking-tight">{title}</h1>
      <p className="wrap-anywhere mt-1">
        <ForCustomer customer={customer} />
      </p>
    </header>
  );
}
