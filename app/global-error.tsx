'use client';

import { ErrorPage } from '@/components/shell/error-page';
import { PlainPage } from '@/components/shell/plain-page';
import './globals.css';

/** When even the root layout failed: brings its own document, in the system's theme and typeface. */
export default function GlobalError({ retry }: { retry: () => void }) {
  return (
    <html lang="en-GB">
      <body>
        <PlainPage>
          <ErrorPage retry={retry} />
        </PlainPage>
      </body>
    </html>
  );
}
