import Link from 'next/link';
import type { VerificationView } from '@/lib/verification/view';
import { say } from '@/messages/verification/card';
import { LocalTime } from '../time/local-time';

interface Props {
  asked: VerificationView;
  /** Everybody's transfers may be seen, not only one's own. */
  seesAll: boolean;
  /** Their identity is verified already, and stays so. */
  verified?: boolean;
}

/** The customer is being asked about a transfer, so nobody can ask them for anything else meanwhile. */
export function TransferAsked({ asked, seesAll, verified = false }: Props) {
  const { mine, requestedBy, requestedAt, transferId, status } = asked;
  return (
    <p className="max-w-prose">
      {status === 'approved'
        ? say.transfer.authorized
        : say.transfer.asking({
            colleague: mine ? null : <strong>{requestedBy}</strong>,
            since: <LocalTime iso={requestedAt} />,
            identityLater: !verified,
          })}{' '}
      {transferId && (mine || seesAll) ? (
        <Link
          href={`/transfers/${encodeURIComponent(transferId)}`}
          prefetch={false}
          className="inline-block min-h-6 font-semibold text-seal underline decoration-seal/40 underline-offset-2 hover:decoration-seal"
        >
          {say.transfer.open}
        </Link>
      ) : null}
    </p>
  );
}
