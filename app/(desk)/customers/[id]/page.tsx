import { CustomerDesk } from '@/components/customer/customer-desk';
import { can } from '@/lib/auth/permissions';
import { openCustomer } from '@/lib/customers/open';
import { server } from '@/lib/server';
import { accountAccessMessage, previewMessage } from '@/lib/verification/binding-message';
import { orNotFound, requireStaff } from '@/lib/web/page';
import { allowOneMore, liftAlarm } from '../../alarms/actions';
import {
  cancelVerification,
  endCall,
  enterCustomer,
  explainDenial,
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
  enterCustomer,
  explainDenial,
  reportNotCustomer,
};

export default async function CustomerPage({ params }: Props) {
  const actor = await requireStaff('customers.read');
  const { id } = await params;
  const deps = await server();
  const opened = await orNotFound(openCustomer(deps, actor, id));
  const { customer } = opened;
  return (
    <CustomerDesk
      key={customer.id}
      initial={opened}
      mayVerify={can(actor, 'verification.request')}
      mayTransfer={can(actor, 'transfer.enter')}
      mayReport={can(actor, 'verification.read_all') && can(actor, 'report.make')}
      seesAllTransfers={can(actor, 'transfers.read_all')}
      terms={{
        asksUserCode: deps.requests.asksUserCode,
        preview: previewMessage(accountAccessMessage, deps.ciba.bindingMessage) ?? null,
      }}
      actions={{
        ...actions,
        liftAlarm: can(actor, 'alarm.lift') ? liftAlarm : null,
        allowOneMore: can(actor, 'request.allow') ? allowOneMore : null,
      }}
    />
  );
}
