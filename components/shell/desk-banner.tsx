'use client';

import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import type { DeskNow } from '@/lib/web/events/view';
import { say } from '@/messages/shell';
import { ReconnectingNote } from '../verification/line-notes';
import { heardRelease, isOutdated, whenOutdated } from '../web/release';
import { isHeld, steady, whenHeld } from '../web/steady-fetch';
import { tolerateForeignNodes } from '../web/tolerant-dom';
import { keepTyped, restoreTyped } from '../web/typed';
import { useOnceAlive } from '../web/use-once-alive';
import { useLost, useTopic } from '../web/use-topic';
import { mayReload, reloadFor } from './reload';
import { minutesText, useIdle } from './use-idle';

// Once, before anybody can follow a link.
if (typeof window !== 'undefined') {
  window.fetch = steady(window.fetch.bind(window));
  tolerateForeignNodes();
}

const no = () => false;
const inBanner = 'min-h-6 text-seal underline underline-offset-2 pointer-coarse:min-h-11';

/** How old the page may be, on every page: no connection, or another release of the desk. */
export function DeskBanner({ idleSeconds }: { idleSeconds: number }) {
  const left = useIdle(idleSeconds);
  const lost = useLost();
  const held = useSyncExternalStore(whenHeld, isHeld, no);
  const online = useSyncExternalStore(
    whenOnline,
    () => navigator.onLine,
    () => true,
  );
  const outdated = useSyncExternalStore(whenOutdated, isOutdated, no);
  const [isOver, setOver] = useState(false);
  const hear = useCallback((desk: DeskNow) => {
    heardRelease(desk.release);
    setOver(desk.isOver ?? false);
  }, []);
  useTopic('desk', hear);
  useOnceAlive(restoreTyped);
  useReload(outdated);

  if (left !== null) {
    return (
      <p
        role="alert"
        className="flex flex-wrap items-center gap-x-3 border-bad-rule border-b bg-bad-wash px-4 py-1.5 text-sm sm:px-5 print:hidden"
      >
        <span>{say.banner.idle}</span>
        {/* Read out once, and not again every second. */}
        <span aria-hidden="true" className="tabular-nums">
          {say.banner.left({ time: minutesText(left) })}
        </span>
        {/* Pressing anything is enough; a button says so. */}
        <button type="button" className={inBanner}>
          {say.banner.stay}
        </button>
      </p>
    );
  }
  if (isOver) {
    return <Notice text={say.banner.tooManyPages} reload={say.banner.reload} />;
  }
  if (lost || held || !online) {
    return (
      <div className="border-wait-rule border-b bg-wait-wash px-4 py-1.5 sm:px-5 print:hidden">
        <ReconnectingNote />
      </div>
    );
  }
  if (!outdated) return null;
  return <Notice text={say.banner.updated} reload={say.banner.reloadNow} />;
}

function Notice({ text, reload }: { text: string; reload: string }) {
  return (
    <p
      role="status"
      className="flex flex-wrap items-center gap-x-3 border-wait-rule border-b bg-wait-wash px-4 py-1.5 text-sm sm:px-5 print:hidden"
    >
      <span>{text}</span>
      <button
        type="button"
        className={inBanner}
        onClick={() => {
          keepTyped();
          window.location.reload();
        }}
      >
        {reload}
      </button>
    </p>
  );
}

function whenOnline(listener: () => void): () => void {
  window.addEventListener('online', listener);
  window.addEventListener('offline', listener);
  return () => {
    window.removeEventListener('online', listener);
    window.removeEventListener('offline', listener);
  };
}

/** A page of an older release reloads by itself, once it loses nothing. */
function useReload(outdated: boolean): void {
  useEffect(() => {
    if (!outdated) return;
    let lastKey = Date.now();
    const onKey = () => {
      lastKey = Date.now();
    };
    document.addEventListener('keydown', onKey, true);
    const timer = setInterval(() => {
      if (mayReload(Date.now() - lastKey)) reloadFor();
    }, 1000);
    return () => {
      clearInterval(timer);
      document.removeEventListener('keydown', onKey, true);
    };
  }, [outdated]);
}
