'use client';

import { useEffect, useRef } from 'react';
import { transferStatuses } from '@/lib/transfers/view';
import { say } from '@/messages/transfers/list';
import { say as statusSays } from '@/messages/transfers/status';
import { ChevronIcon } from '../ui/icons';
import { useOnChange } from '../web/use-on-change';
import { useOnceAlive } from '../web/use-once-alive';
import type { Listing } from './list-address';

const DEBOUNCE_MS = 200;

interface Props {
  listing: Listing;
  onChange: (listing: Listing) => void;
}

const control = 'h-9 rounded-sm border border-edge bg-sheet px-3 text-base text-ink pointer-coarse:h-11';

/** Narrows the list down. Works as a plain form too, until the page has come alive. */
export function ListFilter({ listing, onChange }: Props) {
  const { list, status, text } = listing;
  const field = useRef<HTMLInputElement>(null);
  const choice = useRef<HTMLSelectElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const write = () => {
    clearTimeout(timer.current);
    onChange({
      list,
      status: transferStatuses.find((each) => each === choice.current?.value) ?? null,
      text: field.current?.value.trim() ?? '',
    });
  };
  useOnceAlive(() => {
    const isChanged = field.current?.value.trim() !== text || choice.current?.value !== (status ?? '');
    if (isChanged) write();
  });
  // The address changed without us: a tab, the back button. What is being typed stays.
  useOnChange(text, () => {
    const input = field.current;
    if (input && document.activeElement !== input) input.value = text;
  });
  useOnChange(status, () => {
    if (choice.current) choice.current.value = status ?? '';
  });
  useEffect(() => () => clearTimeout(timer.current), []);

  return (
    <search>
      <form
        action="/transfers"
        onSubmit={(event) => {
          event.preventDefault();
          write();
        }}
        className="mb-4 flex flex-wrap gap-3"
      >
        <input type="hidden" name="list" value={list} />
        <input
          ref={field}
          type="search"
          name="q"
          aria-label={say.filter.text}
          placeholder={say.filter.placeholder}
          defaultValue={text}
          maxLength={100}
          autoComplete="off"
          spellCheck={false}
          onInput={() => {
            clearTimeout(timer.current);
            timer.current = setTimeout(write, DEBOUNCE_MS);
          }}
          className={`${control} w-72 max-w-full placeholder:text-ink-faint max-sm:w-full`}
        />
        <div className="relative max-sm:w-full">
          <select
            name="status"
            aria-label={say.filter.status}
            ref={choice}
            defaultValue={status ?? ''}
            onChange={write}
            className={`${control} w-60 appearance-none pr-9 max-sm:w-full`}
          >
            <option value="">{say.filter.anyStatus}</option>
            {transferStatuses.map((each) => (
              <option key={each} value={each}>
                {statusSays.names[each]}
              </option>
            ))}
          </select>
          <ChevronIcon className="pointer-events-none absolute top-1/2 right-3 size-4.5 -translate-y-1/2 text-ink-soft" />
        </div>
      </form>
    </search>
  );
}
