'use client';

import { useEffect, useState } from 'react';
import { say } from '@/messages/shell';
import { titleOf } from '@/messages/title';
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
      <title>{titleOf(say.failed.title)}</title>
      <h1 className="font-bold text-2xl tracking-tight">{say.failed.title}</h1>
      <p className="mt-2">{say.failed.meaning}</p>
      <p className="mt-2">{say.failed.advice}</p>
      <div className="mt-6">
        <Button look="primary" onClick={retry}>
          {say.tryAgain}
        </Button>
      </div>
    </div>
  );
}
