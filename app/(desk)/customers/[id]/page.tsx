import { CustomerDesk } from '@/components/customer/customer-desk';
import { CustomerHeader } from '@/components/customer/customer-header';
import { NewTransferLink } from '@/components/transfers/new-transfer-link';
import { can } from '@/lib/auth/permissions';
import { openCustomer } from '@/lib/customers/open';
import { server } from '@/lib/server';
import { accountAccessMessage, previewMessage } from '@/lib/verification/binding-message';
import { orNotFound, requireStaff } from '@/lib/web/page';
import { cancelVerification, endCall, enterCustomer, requestVerification } from './actions';

interface Props {
  params: Promise<{ id: string }>;
}

const actions = { requestVerification, cancelVerification, endCall, enterCustomer };

export default async function CustomerPage({ params }: Props) {
  const actor = await requireStaff('customers.read');
  const { id } = await params;
  const deps = await server();
  const opened = await orNotFound(openCustomer(deps, actor, id));
  const { customer } = opened;
  return (
    <>
      <CustomerHeader customer={customer}>
        {can(actor, 'transfer.enter') ? <NewTransferLink customerId={customer.id} /> : null}
      </CustomerHeader>
      <CustomerDesk
        key={customer.id}
        initial={opened}
        mayVerify={can(actor, 'verification.request')}
        seesAllTransfers={can(actor, 'transfers.read_all')}
        terms={{
          asksUserCode: deps.requests.asksUserCode,
          preview: previewMessage(accountAccessMessage, deps.ciba.bindingMessage) ?? null,
        }}
        actions={actions}
      />
    </>
  );
}
