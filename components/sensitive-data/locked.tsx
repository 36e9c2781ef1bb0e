import { say } from '@/messages/customers';
import { LockIcon } from '../ui/icons';
import { Outline } from './outline';

/** Stands where the data will be. Static: nothing was fetched for it. */
export function Locked({ alarmed }: { alarmed: boolean }) {
  return (
    <div>
      <h2 className="mb-3 flex min-h-9 items-center gap-2 font-semibold text-lg">
        <LockIcon className="size-5 text-ink-soft" />
        {alarmed ? say.data.lockedByAlarm : say.data.locked}
      </h2>
      <Outline as="locked" />
    </div>
  );
}
