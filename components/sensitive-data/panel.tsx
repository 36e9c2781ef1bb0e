import type { ReactNode } from 'react';
import { say } from '@/messages/customers';

/** The three sheets, side by side where there is room. Shared by data, skeleton and lock so that nothing jumps. */
export function Panels({ children }: { children: ReactNode }) {
  return (
    <div className="grid items-start gap-4 [grid-template-areas:'accounts''transactions''personal'] lg:grid-cols-[minmax(0,2fr)_minmax(0,3fr)] lg:grid-rows-[auto_1fr] lg:[grid-template-areas:'accounts_transactions''personal_transactions'] 2xl:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_minmax(0,1.5fr)] 2xl:grid-rows-1 2xl:[grid-template-areas:'accounts_personal_transactions']">
      {children}
    </div>
  );
}

export type Area = 'accounts' | 'transactions' | 'personal';

const areas: Record<Area, string> = {
  accounts: '[grid-area:accounts]',
  transactions: '[grid-area:transactions]',
  personal: '[grid-area:personal]',
};

export function Panel({ area, children }: { area: Area; children: ReactNode }) {
  return (
    <div className={`min-w-0 rounded-md border border-rule bg-sheet ${areas[area]}`}>
      <h3 className="border-rule border-b px-4 py-2 font-semibold text-sm">{say.data.areas[area]}</h3>
      {children}
    </div>
  );
}
