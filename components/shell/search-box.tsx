'use client';

import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { type SyntheticEvent, useCallback, useEffect, useRef } from 'react';
import { isEnough, LONGEST_QUERY } from '@/lib/customers/view';
import { say } from '@/messages/shell';
import { LOOKUP_PATH, lookupHref, queryOf, SEARCH_ID } from '../lookup/address';
import { SearchIcon } from '../ui/icons';
import { callReferenceIn, PARAMETER } from '../verification/call-reference-address';
import { useOnceAlive } from '../web/use-once-alive';
import { useSlashKey } from './use-slash-key';

const DEBOUNCE_MS = 150;

/**
 * The one search box of a page. It writes what is typed into the address, and the lookup page reads it
 * from there. The field itself is uncontrolled: what was typed before the page came alive is kept.
 */
export function SearchBox() {
  const router = useRouter();
  const path = usePathname();
  const onLookup = path === LOOKUP_PATH;
  const params = useSearchParams();
  const inAddress = onLookup ? queryOf(params) : '';
  /** Whoever is looked for next is on the same line: the call goes along until another address names another (in the history's it is a filter). */
  const call = path.startsWith('/history') ? '' : callReferenceIn(params);

  const field = useRef<HTMLInputElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  /** What we wrote and have not seen in the address yet: older addresses passing by are not news. */
  const underway = useRef<string | null>(null);
  const first = useRef(true);

  useSlashKey(field);

  const write = useCallback(
    (text: string, anyLength: boolean) => {
      clearTimeout(timer.current);
      const query = text.trim();
      if (onLookup) {
        if (query === queryOf(new URLSearchParams(window.location.search))) return;
        underway.current = query;
        window.history.replaceState(null, '', lookupHref(query, call));
      } else if (isEnough(query) || anyLength) {
        underway.current = query;
        router.push(lookupHref(query, call));
      }
    },
    [onLookup, router, call],
  );

  useEffect(() => {
    const input = field.current;
    if (!input) return;
    if (first.current) {
      first.current = false;
      if (onLookup && document.activeElement === document.body) input.focus();
      return;
    }
    if (underway.current !== null) {
      if (underway.current === inAddress) underway.current = null;
      return;
    }
    // The address changed without us: the back button, a link, another page.
    clearTimeout(timer.current);
    if (input.value.trim() !== inAddress) input.value = inAddress;
  }, [inAddress, onLookup]);

  useOnceAlive(() => {
    const typed = field.current?.value ?? '';
    if (typed.trim() !== inAddress) write(typed, false);
  });
  useEffect(() => () => clearTimeout(timer.current), []);

  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    write(field.current?.value ?? '', true);
  };

  return (
    <search>
      {/* Works as a plain form too, until the page has come alive. */}
      <form action={LOOKUP_PATH} onSubmit={submit} className="relative">
        {call ? <input type="hidden" name={PARAMETER} value={call} /> : null}
        <SearchIcon className="pointer-events-none absolute top-1/2 left-2.5 size-4.5 -translate-y-1/2 text-ink-soft" />
        <input
          ref={field}
          id={SEARCH_ID}
          type="search"
          name="q"
          aria-label={say.search.label}
          aria-keyshortcuts="/"
          placeholder={say.search.hint}
          defaultValue={inAddress}
          maxLength={LONGEST_QUERY}
          autoComplete="off"
          autoCapitalize="off"
          autoCorrect="off"
          spellCheck={false}
          enterKeyHint="search"
          onInput={(event) => {
            const { value } = event.currentTarget;
            clearTimeout(timer.current);
            timer.current = setTimeout(() => write(value, false), DEBOUNCE_MS);
          }}
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return;
            event.preventDefault();
            event.currentTarget.value = '';
            if (onLookup) write('', false);
            else event.currentTarget.blur();
          }}
          className="peer h-9 w-full rounded-sm border border-edge bg-paper pr-9 pl-9 text-base text-ink placeholder:text-ink-faint pointer-coarse:h-11"
        />
        <span
          aria-hidden="true"
          className="absolute top-1/2 right-2.5 -translate-y-1/2 rounded-xs border border-rule px-1.5 font-sans text-ink-faint text-xs peer-focus:hidden max-sm:hidden pointer-coarse:hidden"
        >
          {'/'}
        </span>
      </form>
    </search>
  );
}
