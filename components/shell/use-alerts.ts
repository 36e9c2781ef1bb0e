import { useRouter } from 'next/navigation';
import { useEffect, useRef } from 'react';
import type { OpenCall } from '@/lib/verification/view';
import { say } from '@/messages/shell';
import { isOn } from './alert-settings';
import { callHref, callStatus, endOf, newsKey, newsSince } from './call-words';
import { playSound } from './play-sound';

/** Tells of approvals and ends as they come in, by a desktop notification and a sound where these are turned on. */
export function useAlerts(calls: readonly OpenCall[] | undefined): void {
  const router = useRouter();
  const known = useRef<readonly OpenCall[]>(undefined);
  useEffect(() => {
    if (!calls) return;
    const news = known.current ? newsSince(known.current, calls) : [];
    known.current = calls;
    for (const call of news) {
      const key = newsKey(call) ?? '';
      if (isOn('notifications')) {
        void isFirst(`notification ${key}`).then((first) => {
          if (first) show(call, (href) => router.push(href));
        });
      }
      // In a page that nobody has touched a browser is silent: another one may be heard.
      if (isOn('sound') && navigator.userActivation?.hasBeenActive !== false) {
        void isFirst(`sound ${key}`).then((first) => {
          if (first) playSound(endOf(call) ? 'bad' : 'good');
        });
      }
    }
  }, [calls, router]);
}

function show(call: OpenCall, open: (href: string) => void): void {
  if (!('Notification' in window) || Notification.permission !== 'granted') return;
  try {
    const notification = new Notification(callStatus(call), {
      body: say.calls.notification(call.customer),
      tag: call.verification.id,
      requireInteraction: endOf(call) !== null,
    });
    notification.addEventListener('click', () => {
      window.focus();
      open(callHref(call));
      notification.close();
    });
  } catch {
    // Some browsers have notifications from service workers only.
  }
}

const TOLD = 'countersign-told';
/** More than anybody has open at once, each in two ways. */
const MOST_TOLD = 100;

/** Every tab hears the same news; one of them tells it. */
async function isFirst(key: string): Promise<boolean> {
  const claim = (): boolean => {
    const told = (localStorage.getItem(TOLD) ?? '').split('\n');
    if (told.includes(key)) return false;
    localStorage.setItem(TOLD, [...told, key].slice(-MOST_TOLD).join('\n'));
    return true;
  };
  try {
    // Locks are there in secure contexts alone.
    return await ('locks' in navigator ? navigator.locks.request(TOLD, claim) : claim());
  } catch {
    return true; // A browser may keep nothing: twice is better than never.
  }
}
