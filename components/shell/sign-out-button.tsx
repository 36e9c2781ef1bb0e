'use client';

import { useTransition } from 'react';
import { Button } from '../ui/button';
import { leave } from './leave';

export function SignOutButton({ signOut }: { signOut: () => Promise<string> }) {
  const [busy, start] = useTransition();
  return (
    <Button look="quiet" busy={busy} busyLabel="Signing out…" onClick={() => start(() => leave(signOut))}>
      Sign out
    </Button>
  );
}
