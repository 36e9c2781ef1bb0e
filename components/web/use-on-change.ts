import { useEffect, useRef } from 'react';

/** Runs when the value has become another one since the page came alive. */
export function useOnChange<T>(value: T, run: () => void): void {
  const seen = useRef(value);
  useEffect(() => {
    if (seen.current === value) return;
    seen.current = value;
    run();
  });
}
