import type { VerificationView } from '@/lib/verification/view';
import { say } from '@/messages/verification/card';
import { LocalTime } from '../time/local-time';

/** Somebody else's open request. The code belongs to the two people on that call, so there is none here. */
export function Colleague({ view }: { view: VerificationView }) {
  const named = {
    strongName: <strong>{view.requestedBy}</strong>,
    name: view.requestedBy,
    at: <LocalTime iso={view.requestedAt} />,
  };
  return (
    <p className="max-w-prose">
      {view.status === 'approved' ? say.colleague.hasCall(named) : say.colleague.asks(named)}
    </p>
  );
}
