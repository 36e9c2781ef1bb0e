'use client';

import { type RefObject, useEffect } from 'react';

/** `/` anywhere outside a field goes to the search box, its text selected for the next caller. */
export function useSlashKey(field: RefObject<HTMLInputElement | null>): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
      const at = event.target;
      // Already there, from habit: an empty search never begins with a slash.
      const again = at === field.current && field.current?.value === '';
      if (!again && at instanceof HTMLElement && at.closest('input, textarea, select, [contenteditable]'))
        return;
      event.preventDefault();
      field.current?.focus();
      field.current?.select();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [field]);
}
