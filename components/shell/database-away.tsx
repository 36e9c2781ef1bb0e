'use client';

import { useEffect } from 'react';
import { say } from '@/messages/shell';
import { titleOf } from '@/messages/title';

const READY_PATH = '/api/health/ready';
const AGAIN_MS = 1000;

/** Whether the desk takes work; undefined when it does not answer at all. */
export async function isReady(): Promise<boolean | undefined> {
  return fetch(READY_PATH, { cache: 'no-store' }).then(
    ({ ok }) => ok,
    () => undefined,
  );
}

/** Says what cannot be done for now, and gives way to the page that was asked for as soon as it can. */
export function DatabaseAway({ onBack = () => window.location.reload() }: { onBack?: () => void }) {
  useEffect(() => {
    let isGone = false;
    let timer: ReturnType<typeof setTimeout>;
    const look = async () => {
      const ready = await isReady();
      // The page may have given way while it asked.
      if (isGone) return;
      if (ready) onBack();
      timer = setTimeout(look, AGAIN_MS);
    };
    timer = setTimeout(look, AGAIN_MS);
    return () => {
      isGone = true;
      clearTimeout(timer);
    };
  }, [onBack]);
  return (
    <div className="max-w-prose" role="status">
      <title>{titleOf(say.databaseAway.tab)}</title>
      <h1 className="font-bold text-2xl tracking-tight">{say.databaseAway.title}</h1>
      <p className="mt-2">{say.databaseAway.meaning}</p>
      <p className="mt-2">{say.databaseAway.advice}</p>
    </div>
  );
}
