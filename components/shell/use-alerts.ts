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
    if (!isOn('notifications') && !isOn('sound')) return;
    for (const call of news) {
      void isFirst(newsKey(call) ?? '').then((first) => {
        if (first) tell(call, (href) => router.push(href));
      });
    }
  }, [calls, router]);
}

function tell(call: OpenCall, open: (href: string) => void): void {
  const isBad = endOf(call) !== null;
  if (isOn('sound')) playSound(isBad ? 'bad' : 'good');
  if (!isOn('notifications') || !('Notification' in window) || Notification.permission !== 'granted') return;
  try {
    const notification = new Notification(callStatus(call), {
      body: say.calls.notification(call.customer),
      tag: call.verification.id,
      requireInteraction: isBad,
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
/** More than anybody has open at once. */
const MOST_TOLD = 50;

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
