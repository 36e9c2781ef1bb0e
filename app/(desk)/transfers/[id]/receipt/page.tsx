import Link from 'next/link';
import { notFound } from 'next/navigation';
import { transferHref } from '@/components/transfers/address';
import { Receipt } from '@/components/transfers/receipt';
import { server } from '@/lib/server';
import { openTransfer } from '@/lib/transfers/open';
import { orNotFound, requireStaff } from '@/lib/web/page';

interface Props {
  params: Promise<{ id: string }>;
}

export default async function ReceiptPage({ params }: Props) {
  const actor = await requireStaff('transfers.read');
  const { id } = await params;
  const transfer = await orNotFound(openTransfer(await server(), actor, id));
  const { order, status } = transfer;
  if (status !== 'executed' || !order) notFound();
  return (
    <>
      <title>{`Receipt for ${order.payeeName} · Countersign`}</title>
      <p className="mb-3 text-sm print:hidden">
        <Link
          href={transferHref(id)}
          prefetch={false}
          className="inline-block min-h-6 text-seal underline decoration-seal/40 underline-offset-2 hover:decoration-seal"
        >
          The transfer
        </Link>
      </p>
      <Receipt transfer={transfer} order={order} />
    </>
  );
}
