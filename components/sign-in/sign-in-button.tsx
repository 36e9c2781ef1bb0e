'use client';

import { signIn } from 'next-auth/react';
import { useState } from 'react';
import { say } from '@/messages/sign-in';
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
      <Button look="primary" busy={busy} busyLabel={say.starting} onClick={start}>
        {say.start}
      </Button>
      {failed ? <ProblemNote message={say.deskSilent} /> : null}
    </div>
  );
}
