import Link from 'next/link';
import type { LastProof } from '@/lib/audit/view';
import { say } from '@/messages/history/list';
import { LocalTime } from '../time/local-time';
import { CheckIcon, WarningIcon } from '../ui/icons';

const link = 'underline decoration-current/40 underline-offset-2 hover:decoration-current';

/** Whether what is recorded was proved to be what was written. Leads to the page that proves it. */
export function ProofLine({ proof }: { proof: LastProof | null }) {
  const href = '/history/audit';
  if (!proof)
    return (
      <p className="text-ink-soft text-sm">
        <Link href={href} prefetch={false} className={link}>
          {say.proof.none}
        </Link>
      </p>
    );
  const moment = <LocalTime iso={proof.at} show="minute" />;
  if (!proof.sound)
    return (
      <p className="rounded-sm bg-alarm px-2.5 py-1 font-semibold text-on-alarm text-sm print:border-2 print:border-ink print:text-ink">
        <Link
          href={href}
          prefetch={false}
          className={`inline-flex min-h-6 items-center gap-1.5 ${link} focus-visible:outline-on-alarm`}
        >
          <WarningIcon className="size-4.5" />
          <span>{say.proof.unsound({ at: moment })}</span>
        </Link>
      </p>
    );
  return (
    <p className="text-ink-soft text-sm">
      <Link href={href} prefetch={false} className={`inline-flex min-h-6 items-start gap-1.5 ${link}`}>
        <CheckIcon className="mt-px size-4.5 text-seal" />
        <span>{say.proof.sound({ at: moment, records: proof.records })}</span>
      </Link>
    </p>
  );
}
