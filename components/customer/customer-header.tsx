import type { ReactNode } from 'react';
import type { CustomerView } from '@/lib/customers/view';
import { say } from '@/messages/customers';
import { dateText } from '../time/format';

/** Who the page is about, in the order an agent checks it against the caller, and what else can be done for them. */
export function CustomerHeader({ customer, children }: { customer: CustomerView; children?: ReactNode }) {
  return (
    <header className="mb-4">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
        <h1 className="wrap-anywhere min-w-0 font-bold text-2xl tracking-tight">{customer.name}</h1>
        {children}
      </div>
      <dl className="mt-1 flex flex-wrap gap-x-6 gap-y-0.5 text-sm">
        <Fact label={say.facts.number} value={customer.number} />
        <Fact label={say.facts.segment} value={say.segments[customer.segment]} />
        <Fact label={say.facts.city} value={customer.city} />
        <Fact label={say.facts.phone} value={customer.phoneMasked} />
        <Fact label={say.facts.email} value={customer.emailMasked} />
        <Fact label={say.facts.since} value={dateText(customer.customerSince)} />
      </dl>
    </header>
  );
}

function Fact({ label, value }: { label: string; value: string | null }) {
  if (!value) return null;
  return (
    <div className="flex gap-1.5">
      <dt className="text-ink-faint">{label}</dt>
      <dd className="wrap-anywhere">{value}</dd>
    </div>
  );
}
