import Link from 'next/link';
import { say } from '@/messages/transfers/list';
import type { Listing } from './list-address';

/** An empty list, and why it is. */
export function NoTransfers({ listing: { list, status, text } }: { listing: Listing }) {
  const filtered = status !== null || text !== '';
  return (
    <div className="rounded-md border border-rule border-dashed px-5 py-6">
      <p className="wrap-anywhere max-w-prose">{filtered ? say.noMatch({ text }) : say.empty[list]}</p>
      {filtered ? (
        <p className="mt-1 max-w-prose text-ink-soft text-sm">{say.noMatchHint}</p>
      ) : list === 'mine' ? (
        <p className="mt-1 max-w-prose text-ink-soft text-sm">
          {say.enterOne({
            lookUp: (
              <Link
                href="/customers"
                prefetch={false}
                className="inline-block min-h-6 text-seal underline decoration-seal/40 underline-offset-2 hover:decoration-seal"
              >
                {say.lookUp}
              </Link>
            ),
          })}
        </p>
      ) : null}
    </div>
  );
}
