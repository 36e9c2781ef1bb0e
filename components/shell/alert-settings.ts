import { useSyncExternalStore } from 'react';

/** How news of a call is told beside the page; each member of staff turns it on, in this browser. */
export type Alert = 'notifications' | 'sound';

const listeners = new Set<() => void>();

export function isOn(alert: Alert): boolean {
  try {
    return localStorage.getItem(keyOf(alert)) === 'on';
  } catch {
    return false; // A browser may keep nothing.
  }
}

export function turn(alert: Alert, on: boolean): void {
  try {
    if (on) localStorage.setItem(keyOf(alert), 'on');
    else localStorage.removeItem(keyOf(alert));
  } catch {
    // It stays as it is, and the menu shows it.
  }
  for (const listener of listeners) listener();
}

export function useAlert(alert: Alert): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      window.addEventListener('storage', listener);
      return () => {
        listeners.delete(listener);
        window.removeEventListener('storage', listener);
      };
    },
    () => isOn(alert),
    () => false,
  );
}

function keyOf(alert: Alert): string {
  return `countersign-${alert}`;
}
