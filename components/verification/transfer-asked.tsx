import Link from 'next/link';
import type { VerificationView } from '@/lib/verification/view';
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
      {status === 'approved' ? (
        'The customer has just authorized a transfer on their phone, and the bank is being asked to execute it.'
      ) : (
        <>
          {mine ? 'You are' : <strong>{requestedBy}</strong>}
          {mine ? '' : ' is'} asking them to authorize a transfer, since <LocalTime iso={requestedAt} />.
          {verified ? '' : ' Their identity can be verified when that is over.'}
        </>
      )}{' '}
      {transferId && (mine || seesAll) ? (
        <Link
          href={`/transfers/${encodeURIComponent(transferId)}`}
          prefetch={false}
          className="inline-block min-h-6 font-semibold text-seal underline decoration-seal/40 underline-offset-2 hover:decoration-seal"
        >
          Open the transfer
        </Link>
      ) : null}
    </p>
  );
}
