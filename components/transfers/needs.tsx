import type { PolicyReason, Requirement, SumsView } from '@/lib/transfers/view';
import { say } from '@/messages/transfers/needs';
import { CheckIcon, PhoneIcon } from '../ui/icons';
import { TransferPicture } from './pictures';
import { needsOf } from './requirement-words';

interface Props {
  requirement: Requirement;
  reasons: readonly PolicyReason[];
  sums: SumsView;
}

/** Who has to agree, and why. */
export function Needs({ requirement, reasons, sums }: Props) {
  return (
    <ul className="space-y-1.5">
      {needsOf(requirement, reasons, sums).map(({ who, what, why }) => (
        <li key={who} className="flex gap-2">
          <Picture who={who} />
          <span>
            {what} <span className="text-ink-soft">{say.because({ reasons: why })}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}

function Picture({ who }: { who: ReturnType<typeof needsOf>[number]['who'] }) {
  const className = 'mt-0.5 size-4.5 text-ink-soft';
  if (who === 'customer') return <PhoneIcon className={className} />;
  if (who === 'nobody') return <CheckIcon className={className} />;
  return <TransferPicture of={{ status: 'awaiting_second_person', reason: null }} className={className} />;
}
