'use client';

import { say } from '@/messages/transfers/receipt';
import { Button } from '../ui/button';

export function PrintButton() {
  return (
    <Button look="primary" onClick={() => window.print()}>
      {say.print}
    </Button>
  );
}
