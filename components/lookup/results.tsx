import type { CustomerView, SearchResult } from '@/lib/customers/view';
import { say } from '@/messages/customers';
import { Skeleton } from '../ui/skeleton';
import { ResultRow, rowGrid } from './result-row';

interface Props {
  result: SearchResult | undefined;
  stale: boolean;
  callReference: string;
}

/** The matches, or their shape while the first answer is under way. */
export function Results({ result, stale, callReference }: Props) {
  return (
    <div
      aria-busy={stale || !result}
      className={`overflow-hidden rounded-md border border-rule bg-sheet ${stale ? 'opacity-60' : ''}`}
    >
      <div
        aria-hidden="true"
        className={`${rowGrid} border-rule border-b py-1.5 text-ink-soft text-xs max-md:hidden`}
      >
        <span>{say.facts.name}</span>
        <span>{say.facts.number}</span>
        <span>{say.facts.city}</span>
        <span>{say.facts.phone}</span>
        <span>{say.facts.email}</span>
        <span>{say.facts.segment}</span>
      </div>
      {result ? (
        <ol>
          {result.customers.map((customer: CustomerView) => (
            <ResultRow key={customer.id} {...{ customer, callReference }} />
          ))}
        </ol>
      ) : (
        [0, 1, 2, 3].map((row) => (
          <div
            key={row}
            className={`${rowGrid} h-11 animate-breathe items-center border-rule not-last:border-b`}
          >
            <Skeleton className="h-4 w-40" />
            <Skeleton className="h-4 w-20" />
          </div>
        ))
      )}
    </div>
  );
}
