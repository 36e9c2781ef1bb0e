'use client';

import { useEffect } from 'react';

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
      <title>Waiting for the database · Countersign</title>
      <h1 className="font-bold text-2xl tracking-tight">The desk waits for its database</h1>
      <p className="mt-2">
        Nobody can be looked up or asked, and nothing can be shown, until it is back. This page comes back by
        itself; there is nothing for you to do.
      </p>
      <p className="mt-2">
        What customers have answered meanwhile is kept. If this takes longer than a minute, tell the caller
        that the system is down, and your administrator that the desk waits for its database.
      </p>
    </div>
  );
}
