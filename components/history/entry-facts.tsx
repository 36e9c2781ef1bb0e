import Link from 'next/link';
import type { ReactNode } from 'react';
import type { HistoryEntry } from '@/lib/history/view';
import { LocalTime } from '../time/local-time';
import { Standing } from './standing';

const purposes: Record<HistoryEntry['purpose'], string> = {
  account_access: 'Account access',
  wire_transfer: 'Wire transfer',
};

export function EntryFacts({ entry }: { entry: HistoryEntry }) {
  return (
    <dl className="rounded-md border border-rule bg-sheet">
      <Fact label="Outcome">
        <Standing of={entry} />
      </Fact>
      <Fact label="Customer">
        <Link
          href={`/customers/${encodeURIComponent(entry.customer.id)}`}
          prefetch={false}
          className="text-seal underline decoration-seal/40 underline-offset-2 hover:decoration-seal"
        >
          {entry.customer.name}
        </Link>{' '}
        <span className="text-ink-soft text-sm">{entry.customer.number}</span>
      </Fact>
      <Fact label="Requested by">{entry.staffName}</Fact>
      <Fact label="Purpose">
        {purposes[entry.purpose]}
        {entry.transferId ? (
          <>
            {': '}
            <Link
              href={`/transfers/${encodeURIComponent(entry.transferId)}`}
              prefetch={false}
              className="text-seal underline decoration-seal/40 underline-offset-2 hover:decoration-seal"
            >
              the transfer
            </Link>
          </>
        ) : null}
      </Fact>
      <Fact label="Requested">
        <LocalTime iso={entry.requestedAt} show="moment" />
      </Fact>
      {entry.endedAt ? (
        <Fact label="Ended">
          <LocalTime iso={entry.endedAt} show="moment" />
        </Fact>
      ) : null}
      <Fact label="Text on the phone">{entry.bindingMessage}</Fact>
      <Fact label="Scope">{entry.scope}</Fact>
      {entry.detail ? <Fact label="Detail">{entry.detail}</Fact> : null}
    </dl>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="flex gap-4 border-rule px-4 py-2 not-last:border-b">
      <dt className="w-32 shrink-0 text-ink-soft text-sm">{label}</dt>
      <dd className="wrap-anywhere min-w-0">{children}</dd>
    </div>
  );
}
