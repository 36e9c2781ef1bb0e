'use client';

import { type FocusEvent, useCallback, useEffect, useRef, useState } from 'react';
import type { TransferField } from '@/lib/transfers/view';
import { fieldNames } from './field-words';

interface LeftFields {
  /** Whether what is wrong with a field may be said by now. */
  readonly isLeft: (field: TransferField) => boolean;
  readonly onLeave: (field: TransferField, event: FocusEvent) => void;
  /** It is being typed again. */
  readonly onType: (field: TransferField) => void;
  readonly leaveAll: () => void;
}

/**
 * Which fields the teller has left: nobody is told of a mistake while still typing. Where a press takes the focus
 * away, the page waits for the press to be over, so that nothing moves from under the pointer.
 */
export function useLeftFields(): LeftFields {
  const [left, setLeft] = useState<ReadonlySet<TransferField>>(new Set());
  const pressed = useRef(false);
  const waiting = useRef<TransferField[]>([]);

  const add = useCallback(
    (fields: readonly TransferField[]) => setLeft((known) => new Set([...known, ...fields])),
    [],
  );

  useEffect(() => {
    const stop = new AbortController();
    const { signal } = stop;
    const press = () => {
      pressed.current = true;
    };
    // The click comes right after the pointer is up.
    const release = () =>
      setTimeout(() => {
        pressed.current = false;
        if (waiting.current.length > 0) add(waiting.current);
        waiting.current = [];
      });
    window.addEventListener('pointerdown', press, { signal, capture: true });
    window.addEventListener('pointerup', release, { signal, capture: true });
    window.addEventListener('pointercancel', release, { signal, capture: true });
    return () => stop.abort();
  }, [add]);

  const onLeave = useCallback(
    (field: TransferField, event: FocusEvent) => {
      // Only the window was left, and the field still has the focus in it.
      if (document.activeElement === event.target) return;
      if (pressed.current) waiting.current.push(field);
      else add([field]);
    },
    [add],
  );
  const onType = useCallback((field: TransferField) => {
    setLeft((known) => (known.has(field) ? new Set([...known].filter((each) => each !== field)) : known));
  }, []);
  const leaveAll = useCallback(() => add(fieldNames), [add]);
  const isLeft = useCallback((field: TransferField) => left.has(field), [left]);
  return { isLeft, onLeave, onType, leaveAll };
}
