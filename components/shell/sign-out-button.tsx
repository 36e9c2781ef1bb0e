'use client';

import { useTransition } from 'react';
import { say } from '@/messages/shell';
import { Button } from '../ui/button';
import { signOut } from './sign-out';

export function SignOutButton() {
  const [busy, start] = useTransition();
  return (
    <Button
      look="quiet"
      busy={busy}
      busyLabel={say.account.signingOut}
      onClick={() => start(() => signOut())}
    >
      {say.account.signOut}
    </Button>
  );
}
