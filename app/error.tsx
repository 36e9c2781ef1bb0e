'use client';

import { ErrorPage } from '@/components/shell/error-page';
import { PlainPage } from '@/components/shell/plain-page';

export default function RootError({ retry }: { retry: () => void }) {
  return (
    <PlainPage>
      <ErrorPage retry={retry} />
    </PlainPage>
  );
}
