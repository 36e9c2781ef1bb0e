import { say } from '@/messages/alarms';
import { StatusPicture } from '../verification/pictures';

/** Beside a customer's name, wherever it stands in a list: their alarm stands. */
export function AlarmMark() {
  return (
    <span className="inline-flex items-center gap-1 whitespace-nowrap rounded-xs bg-alarm px-1.5 align-middle font-semibold text-on-alarm text-xs">
      <StatusPicture
        view={{ status: 'failed', reason: 'fraud_reported', grantEnd: null }}
        className="size-3.5"
      />
      {say.mark}
    </span>
  );
}
