import { say } from '@/messages/shell';
import { PhoneIcon } from '../ui/icons';

/** Says that this bank is a toy, and leads to its customers' phone. */
export function SandboxStrip({ url }: { url: string }) {
  return (
    <p className="flex items-center gap-1.5 h-7 border-rule border-b bg-sunken px-4 text-ink-soft text-xs sm:px-5">
      {say.sandbox.name}
      <span aria-hidden="true">{'·'}</span>
      <a
        href={`${url}/phone`}
        target="_blank"
        rel="noreferrer"
        className="inline-flex min-h-6 items-center gap-1 underline decoration-edge underline-offset-2 hover:text-ink"
      >
        <PhoneIcon className="size-3.5" />
        {say.sandbox.phone}
      </a>
    </p>
  );
}
