import { cookies } from 'next/headers';
import type { ReactNode } from 'react';
import { Shell } from '@/components/shell/shell';
import { readTheme, THEME_COOKIE } from '@/components/shell/theme';
import { shellInfo } from '@/lib/web/page';
import { dismissEnd } from './actions';

export default async function DeskLayout({ children }: { children: ReactNode }) {
  const { staffName, roles, nav, sandboxUrl, idleSeconds, staffId } = await shellInfo();
  const theme = readTheme((await cookies()).get(THEME_COOKIE)?.value);
  return (
    <Shell {...{ staffName, roles, nav, sandboxUrl, theme, dismissEnd, idleSeconds, staffId }}>
      {children}
    </Shell>
  );
}
