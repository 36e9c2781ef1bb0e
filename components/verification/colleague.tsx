import type { VerificationView } from '@/lib/verification/view';
import { LocalTime } from '../time/local-time';

/** Somebody else's open request. The code belongs to the two people on that call, so there is none here. */
export function Colleague({ view }: { view: VerificationView }) {
  return (
    <p className="max-w-prose">
      <strong>{view.requestedBy}</strong>
      {view.status === 'approved'
        ? ' has this customer on the line and verified, since '
        : ' is verifying this customer, since '}
      <LocalTime iso={view.requestedAt} />. If you have the same caller on your line, talk to{' '}
      {view.requestedBy} before you go on.
    </p>
  );
}
