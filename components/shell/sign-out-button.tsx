'use client';

import { useTransition } from 'react';
import { Button } from '../ui/button';
import { signOut } from './sign-out';

export function SignOutButton() {
  const [busy, start] = useTransition();
  return (
    <Button look="quiet" busy={busy} busyLabel="Signing out…" onClick={() => start(() => signOut())}>
      Sign out
    </Button>
  );
}
