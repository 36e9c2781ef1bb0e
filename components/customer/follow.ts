import type { CustomerNow } from '@/lib/customers/view';
import { isOver, type VerificationView } from '@/lib/verification/view';

/**
 * The verification of their identity that a customer's page shows, once it was told how things stand. One's own counts
 * for more than a colleague's while it is in use; once it is over it stays on a page that has seen it in use, and on no
 * other. Requests to authorize a transfer are none.
 *
 * @param known what the page shows
 */
export function follow(
  known: VerificationView | null,
  { current, own }: Pick<CustomerNow, 'current' | 'own'>,
): VerificationView | null {
  const seen = known?.mine ? known : null;
  const mine = own && (seen || !isOver(own)) ? newer(seen, own) : seen;
  if (mine && !isOver(mine)) return mine;
  return current?.purpose === 'account_access' ? newer(mine, current) : mine;
}

/** The answer to a press and the stream may overtake one another: what is older never replaces what is newer. */
export function newer(known: VerificationView | null, next: VerificationView): VerificationView {
  if (!known) return next;
  if (known.id === next.id) return next.version >= known.version ? next : known;
  return Date.parse(next.requestedAt) >= Date.parse(known.requestedAt) ? next : known;
}

/** The open request in which this customer is asked to authorize a transfer, whoever asks. */
export function askedAbout({ current }: Pick<CustomerNow, 'current'>): VerificationView | null {
  return current?.purpose === 'wire_transfer' && !isOver(current) ? current : null;
}
