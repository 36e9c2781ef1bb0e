import type { Metadata, Viewport } from 'next';
import { cookies, headers } from 'next/headers';
import type { ReactNode } from 'react';
import { fontVariables } from '@/components/brand/fonts';
import { DatabaseAway } from '@/components/shell/database-away';
import { PlainPage } from '@/components/shell/plain-page';
import { readTheme, THEME_COOKIE, themeClass } from '@/components/shell/theme';
import { EarlyClicks } from '@/components/web/early-clicks';
import { isDatabaseAway } from '@/lib/web/running';
import { locale } from '@/messages/locale';
import { say } from '@/messages/shell';
import './globals.css';

// No title here: pages render their own <title>, because the customer's changes with the verification.
export const metadata: Metadata = {
  description: say.description,
  robots: { index: false, follow: false },
};

export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#fefdfb' },
    { media: '(prefers-color-scheme: dark)', color: '#1c1f26' },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const theme = readTheme((await cookies()).get(THEME_COOKIE)?.value);
  return (
    // Not translated by browsers: it would send what the page shows to their makers, and an old word could stand for a new one.
    <html lang={locale} translate="no" className={`${fontVariables} ${themeClass(theme)}`}>
      <body>
        <EarlyClicks nonce={(await headers()).get('x-nonce') ?? undefined} />
        {/* There is nothing to make any page from. The address stays, and its page comes when there is. */}
        {isDatabaseAway() ? (
          <PlainPage>
            <DatabaseAway />
          </PlainPage>
        ) : (
          children
        )}
      </body>
    </html>
  );
}
