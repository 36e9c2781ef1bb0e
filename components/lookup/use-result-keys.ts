'use client';

import { type RefObject, useEffect, useRef } from 'react';
import { SEARCH_ID } from './address';

/**
 * Arrow keys walk from the search box through the results and back; Enter in the box opens the only
 * match, or goes to the first of several. A key pressed before the answer is there waits for it, so that
 * nobody lands on a customer found by an earlier query.
 *
 * @param settled the query whose results are on screen, null while there are none or older ones
 */
export function useResultKeys(list: RefObject<HTMLElement | null>, settled: string | null): void {
  const waiting = useRef<'ArrowDown' | 'Enter' | null>(null);

  useEffect(() => {
    const box = document.getElementById(SEARCH_ID);
    if (!(box instanceof HTMLInputElement)) return;
    const links = () => [...(list.current?.querySelectorAll<HTMLAnchorElement>('a[data-result]') ?? [])];

    const enterList = (key: 'ArrowDown' | 'Enter') => {
      const [first, second] = links();
      if (key === 'Enter' && first && !second) first.click();
      else first?.focus();
    };

    if (waiting.current && settled === box.value.trim()) {
      enterList(waiting.current);
      waiting.current = null;
    }

    const press = (event: KeyboardEvent) => {
      if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.target === box) {
        waiting.current = null;
        if (event.key !== 'ArrowDown' && event.key !== 'Enter') return;
        if (event.key === 'ArrowDown') event.preventDefault();
        if (settled === box.value.trim()) enterList(event.key);
        else waiting.current = event.key;
        return;
      }
      const all = links();
      const at = event.target instanceof HTMLAnchorElement ? all.indexOf(event.target) : -1;
      if (at < 0) return;
      if (event.key === 'ArrowDown') all[at + 1]?.focus();
      else if (event.key === 'ArrowUp') (all[at - 1] ?? box).focus();
      else if (event.key === 'Home') all[0]?.focus();
      else if (event.key === 'End') all.at(-1)?.focus();
      // Typing on goes on in the box.
      else if (event.key === 'Escape' || event.key === 'Backspace' || event.key.length === 1) {
        if (event.key !== ' ') box.focus();
        if (event.key !== 'Escape') return;
      } else return;
      event.preventDefault();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [list, settled]);
}
