import { say } from '@/messages/verification/card';
import { Icon } from '../ui/icon';

/** Our own line to the desk's server is down. The clock on the page runs on. */
export function ReconnectingNote() {
  return (
    <p aria-live="polite" className="flex items-center gap-2 text-ink-soft text-sm">
      <Icon className="size-4 animate-breathe">
        <path d="M4 12a8 8 0 0 1 14-5.3M20 4v4h-4M20 12a8 8 0 0 1-14 5.3M4 20v-4h4" />
      </Icon>
      <span>{say.waiting.reconnecting}</span>
    </p>
  );
}

/** The OP does not answer our polls. Nothing for the agent to do yet. */
export function UnreachableNote() {
  return (
    <p aria-live="polite" className="flex items-start gap-2 text-sm text-wait">
      <Icon className="mt-0.5 size-4">
        <path d="M7 18.5a4.5 4.5 0 0 1-.5-9 6 6 0 0 1 11.5 1 4 4 0 0 1 .5 8zM12 11v3" />
      </Icon>
      <span>{say.waiting.serviceSilent}</span>
    </p>
  );
}
