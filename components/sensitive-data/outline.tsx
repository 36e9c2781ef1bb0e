import { Skeleton } from '../ui/skeleton';
import { type Area, Panel, Panels } from './panel';

const rows: Record<Area, readonly string[]> = {
  accounts: ['w-28', 'w-24', 'w-32'],
  transactions: ['w-40', 'w-32', 'w-44', 'w-36', 'w-28', 'w-40', 'w-32', 'w-36'],
  personal: ['w-32', 'w-28', 'w-44', 'w-40', 'w-36'],
};

/** As tall as the rows they stand for. */
const heights: Record<Area, string> = { accounts: 'h-18.5', transactions: 'h-10', personal: 'h-11' };

const order = ['accounts', 'transactions', 'personal'] as const;

/** The shape of the data with nothing in it: `locked` before the approval, `loading` while it is fetched. */
export function Outline({ as }: { as: 'locked' | 'loading' }) {
  return (
    <Panels>
      {order.map((area) => (
        <Panel key={area} area={area}>
          <div aria-hidden="true" className={as === 'loading' ? 'animate-breathe' : ''}>
            {rows[area].map((width, at) => (
              <div
                // biome-ignore lint/suspicious/noArrayIndexKey: a fixed drawing.
                key={at}
                className={`flex items-center justify-between gap-4 border-rule px-4 not-last:border-b ${heights[area]}`}
              >
                {as === 'loading' ? (
                  <>
                    <Skeleton className={`h-3.5 ${width}`} />
                    <Skeleton className="h-3.5 w-20" />
                  </>
                ) : (
                  <>
                    <Dots className={width} />
                    <Dots className="w-16" />
                  </>
                )}
              </div>
            ))}
          </div>
        </Panel>
      ))}
    </Panels>
  );
}

/** Masked letters, drawn rather than written: there is nothing behind them. */
function Dots({ className }: { className: string }) {
  return (
    <span
      className={`block h-2 bg-repeat-round bg-[length:0.7rem_0.5rem] bg-[radial-gradient(circle_at_0.25rem_0.25rem,var(--color-edge)_0.15rem,transparent_0.18rem)] ${className}`}
    />
  );
}
