'use client';

import { signIn } from 'next-auth/react';
import { useState } from 'react';
import { Button } from '../ui/button';
import { ProblemNote } from '../ui/problem-note';

export function SignInButton({ callbackUrl }: { callbackUrl: string }) {
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState(false);

  const start = () => {
    setBusy(true);
    setFailed(false);
    signIn('staff', { callbackUrl }).catch(() => {
      setBusy(false);
      setFailed(true);
    });
  };

  return (
    <div className="flex flex-col items-start gap-3">
      <Button look="primary" busy={busy} busyLabel="One moment…" onClick={start}>
        Sign in
      </Button>
      {failed ? (
        <ProblemNote message="The desk does not answer. Check your connection and try again." />
      ) : null}
    </div>
  );
}
