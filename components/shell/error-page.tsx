'use client';

import { useEffect, useState } from 'react';
import { Button } from '../ui/button';
import { DatabaseAway, isReady } from './database-away';

/**
 * Something broke that nobody foresaw, or the database went away while the page was made. The message of the error is
 * not for staff, so it is not shown.
 */
export function ErrorPage({ retry }: { retry: () => void }) {
  const [isAway, setAway] = useState(false);
  useEffect(() => {
    void isReady().then((ready) => setAway(ready === false));
  }, []);
  if (isAway) return <DatabaseAway onBack={retry} />;
  return (
    <div className="max-w-prose py-6">
      <title>Something went wrong · Countersign</title>
      <h1 className="font-bold text-2xl tracking-tight">Something went wrong</h1>
      <p className="mt-2">
        That is our fault, not yours or the caller’s. Nothing was approved or changed by it. Requests under
        way carry on, and are listed under Open calls.
      </p>
      <p className="mt-2">
        Try again. If it stays like this, tell your administrator what you were about to do.
      </p>
      <div className="mt-6">
        <Button look="primary" onClick={retry}>
          Try again
        </Button>
      </div>
    </div>
  );
}
