import { Entered } from '@/components/customer/entered';
import { TransferDesk } from '@/components/transfers/transfer-desk';
import { can } from '@/lib/auth/permissions';
import { server } from '@/lib/server';
import { openTransfer } from '@/lib/transfers/open';
import { isOpenedAhead, orNotFound, requireStaff } from '@/lib/web/page';
import { liftAlarm } from '../../alarms/actions';
import { enterCustomer, explainDenial, reportNotCustomer } from '../../customers/[id]/actions';
import {
  agreeToTransfer,
  askCustomer,
  cancelAsking,
  cancelTransfer,
  reconcileTransfer,
  refuseTransfer,
  reopenTransfer,
  startAgain,
} from '../actions';

interface Props {
  params: Promise<{ id: string }>;
}

const actions = {
  agreeToTransfer,
  askCustomer,
  cancelAsking,
  cancelTransfer,
  explainDenial,
  reconcileTransfer,
  refuseTransfer,
  reopenTransfer,
  reportNotCustomer,
  startAgain,
};

export default async function TransferPage({ params }: Props) {
  const actor = await requireStaff('transfers.read');
  const { id } = await params;
  const deps = await server();
  const ahead = await isOpenedAhead();
  const transfer = await orNotFound(openTransfer(deps, actor, id, ahead));
  const { customer, now } = transfer;
  return (
    <>
      {can(actor, 'verification.request') ? (
        <Entered customerId={customer.id} madeAt={now} {...{ ahead, enterCustomer }} />
      ) : null}
      <TransferDesk
        key={transfer.id}
        initial={transfer}
        asksUserCode={deps.requests.asksUserCode}
        mayOpenAlarm={can(actor, 'alarms.read')}
        actions={{ ...actions, liftAlarm: can(actor, 'alarm.lift') ? liftAlarm : null }}
      />
    </>
  );
}
