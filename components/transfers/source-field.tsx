'use client';

import Link from 'next/link';
import { type ChangeEvent, type FocusEvent, useLayoutEffect, useRef } from 'react';
import type { SourceAccount } from '@/lib/transfers/view';
import { say as form } from '@/messages/transfers/form';
import { moneyText } from '../sensitive-data/money';
import { ChevronIcon } from '../ui/icons';
import { inFours } from '../ui/in-fours';
import { customerHref } from './address';
import { controlClass, Field } from './field';

const say = form.source;

interface Props {
  customerId: string;
  /** Null: not to be seen without the customer's approval. Undefined: not known yet. */
  accounts: readonly SourceAccount[] | null | undefined;
  value: string;
  flaw: string | null;
  onChange: (value: string) => void;
  onLeave: (event: FocusEvent) => void;
}

/** Chosen from the customer's accounts where they may be seen, typed in where not. */
export function SourceField({ customerId, accounts, value, flaw, onChange, onLeave }: Props) {
  const control = useRef<HTMLInputElement & HTMLSelectElement>(null);
  const focused = useRef(false);
  const chooses = Boolean(accounts);

  // The one takes the place of the other when an approval comes or goes: who was in it still is.
  // biome-ignore lint/correctness/useExhaustiveDependencies: `chooses` is what swaps them.
  useLayoutEffect(() => {
    if (focused.current) control.current?.focus();
  }, [chooses]);

  const common = {
    ref: control,
    name: 'sourceAccount',
    value,
    required: true,
    onChange: (event: ChangeEvent<HTMLInputElement | HTMLSelectElement>) => onChange(event.target.value),
    onFocus: () => {
      focused.current = true;
    },
    onBlur: (event: FocusEvent) => {
      if (event.target.isConnected) focused.current = false;
      onLeave(event);
    },
  };
  const hint =
    accounts === null
      ? say.verifyToChoose({
          verify: (
            <Link
              href={customerHref(customerId)}
              prefetch={false}
              className="inline-block min-h-6 text-seal underline decoration-seal/40 underline-offset-2 hover:decoration-seal"
            >
              {say.verify}
            </Link>
          ),
        })
      : null;

  return (
    <Field field="sourceAccount" flaw={flaw} note={hint}>
      {(ties) =>
        accounts ? (
          <div className="relative">
            <select
              {...common}
              {...ties}
              value={chosen(accounts, value)}
              className={`${controlClass} appearance-none pr-9`}
            >
              <option value="">{say.choose}</option>
              {accounts.map(({ iban, name, currency, balanceMinor }) => (
                <option key={iban} value={iban}>
                  {`${name} · ${inFours(iban)} · ${moneyText(balanceMinor, currency)}`}
                </option>
              ))}
              {chosen(accounts, value) === value && value && !accounts.some(({ iban }) => iban === value) ? (
                <option value={value}>{say.unknown({ account: value })}</option>
              ) : null}
            </select>
            <ChevronIcon className="pointer-events-none absolute top-1/2 right-3 size-4.5 -translate-y-1/2 text-ink-soft" />
          </div>
        ) : (
          <input
            {...common}
            {...ties}
            type="text"
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
            maxLength={300}
            placeholder={say.placeholder}
            className={`${controlClass} figures`}
          />
        )
      }
    </Field>
  );
}

/** The account that was typed in before one could choose, however it was spaced. */
function chosen(accounts: readonly SourceAccount[], value: string): string {
  const compact = value.replace(/\s/g, '').toUpperCase();
  return accounts.some(({ iban }) => iban === compact) ? compact : value;
}
