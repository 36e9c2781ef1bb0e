import Link from 'next/link';
import { notFound } from 'next/navigation';
import { Entered } from '@/components/customer/entered';
import { transferHref } from '@/components/transfers/address';
import { Receipt } from '@/components/transfers/receipt';
import { can } from '@/lib/auth/permissions';
import { server } from '@/lib/server';
import { openTransfer } from '@/lib/transfers/open';
import { isOpenedAhead, orNotFound, requireStaff } from '@/lib/web/page';
import { titleOf } from '@/messages/title';
import { say } from '@/messages/transfers/receipt';
import { enterCustomer } from '../../../customers/[id]/actions';

interface Props {
  params: Promise<{ id: string }>;
}

export default async function ReceiptPage({ params }: Props) {
  const actor = await requireStaff('transfers.read');
  const { id } = await params;
  const ahead = await isOpenedAhead();
  const deps = await server();
  const transfer = await orNotFound(openTransfer(deps, actor, id, ahead));
  const { order, status, customer, now } = transfer;
  if (status !== 'executed' || !order) notFound();
  return (
    <>
      {can(actor, 'verification.request') ? (
        <Entered customerId={customer.id} madeAt={now} {...{ ahead, enterCustomer }} />
      ) : null}
      <title>{titleOf(say.tab({ payee: order.payeeName }))}</title>
      <p className="mb-3 text-sm print:hidden">
        <Link
          href={transferHref(id)}
          prefetch={false}
          className="inline-block min-h-6 text-seal underline decoration-seal/40 underline-offset-2 hover:decoration-seal"
        >
          {say.toTransfer}
        </Link>
      </p>
      <Receipt transfer={transfer} order={order} organisation={deps.env.ORGANISATION_NAME ?? null} />
    </>
  );
}
