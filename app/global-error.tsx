'use client';

import { ErrorPage } from '@/components/shell/error-page';
import { PlainPage } from '@/components/shell/plain-page';
import { locale } from '@/messages/locale';
import './globals.css';

/** When even the root layout failed: brings its own document, in the system's theme and typeface. */
export default function GlobalError({ retry }: { retry: () => void }) {
  return (
    <html lang={locale}>
      <body>
        <PlainPage>
          <ErrorPage retry={retry} />
        </PlainPage>
      </body>
    </html>
  );
}
