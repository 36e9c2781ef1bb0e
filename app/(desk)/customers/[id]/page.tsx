import { CustomerDesk } from '@/components/customer/customer-desk';
import { Entered } from '@/components/customer/entered';
import { can } from '@/lib/auth/permissions';
import { openCustomer } from '@/lib/customers/open';
import { server } from '@/lib/server';
import { accountAccessMessage, previewMessage } from '@/lib/verification/binding-message';
import { isOpenedAhead, orNotFound, requireStaff } from '@/lib/web/page';
import { allowOneMore, liftAlarm } from '../../alarms/actions';
import {
  cancelVerification,
  endCall,
  enterCustomer,
  explainDenial,
  releaseCall,
  reportNotCustomer,
  requestVerification,
} from './actions';

interface Props {
  params: Promise<{ id: string }>;
}

const actions = {
  requestVerification,
  cancelVerification,
  endCall,
  explainDenial,
  reportNotCustomer,
};

export default async function CustomerPage({ params }: Props) {
  const actor = await requireStaff('customers.read');
  const { id } = await params;
  const deps = await server();
  const ahead = await isOpenedAhead();
  const opened = await orNotFound(openCustomer(deps, actor, id, ahead));
  const { customer, now } = opened;
  const mayVerify = can(actor, 'verification.request');
  return (
    <>
      {mayVerify ? <Entered customerId={customer.id} madeAt={now} {...{ ahead, enterCustomer }} /> : null}
      <CustomerDesk
        key={customer.id}
        initial={opened}
        mayVerify={mayVerify}
        mayTransfer={can(actor, 'transfer.enter')}
        mayReport={can(actor, 'verification.read_all') && can(actor, 'report.make')}
        seesAllTransfers={can(actor, 'transfers.read_all')}
        terms={{
          asksUserCode: deps.requests.asksUserCode,
          preview: previewMessage(accountAccessMessage, deps.ciba.bindingMessage) ?? null,
        }}
        actions={{
          ...actions,
          releaseCall: can(actor, 'verification.release') ? releaseCall : null,
          liftAlarm: can(actor, 'alarm.lift') ? liftAlarm : null,
          allowOneMore: can(actor, 'request.allow') ? allowOneMore : null,
        }}
      />
    </>
  );
}
