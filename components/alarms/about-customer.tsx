import Link from 'next/link';
import type { AlarmCustomer } from '@/lib/alarms/view';
import { say } from '@/messages/alarms';
import { isRemoved } from '../history/removed';

/** Whom an alarm or a report is about. */
export function AboutCustomer({ of }: { of: AlarmCustomer }) {
  if (isRemoved(of)) return say.about.removed;
  if (of.id === null) return of.number ? say.about.nobodyNamed({ subject: of.number }) : say.about.nobody;
  return (
    <>
      <Link
        href={`/customers/${encodeURIComponent(of.id)}`}
        prefetch={false}
        className="text-seal underline decoration-seal/40 underline-offset-2 hover:decoration-seal"
      >
        {of.name}
      </Link>{' '}
      <span className="text-ink-soft text-sm">{of.number}</span>
    </>
  );
}
