import type { ReactNode } from 'react';
import { type RoleName, say } from '@/messages/shell';
import { AccountMenu } from './account-menu';
import { Brand } from './brand-link';
import { DeskBanner } from './desk-banner';
import { Nav } from './nav';
import type { DismissEnd } from './open-call-row';
import { OpenCallsRail } from './open-calls-rail';
import { SandboxStrip } from './sandbox-strip';
import { SearchBox } from './search-box';
import type { ThemeChoice } from './theme';

interface Props {
  staffName: string;
  roles: readonly RoleName[];
  nav: readonly { readonly label: string; readonly href: string }[];
  sandboxUrl: string | null;
  theme: ThemeChoice;
  dismissEnd: DismissEnd;
  /** How long nobody may use a session. */
  idleSeconds: number;
  staffId: string;
  children: ReactNode;
}

/** The frame around every page of the desk: search always in reach, the open calls at the side. */
export function Shell({
  staffName,
  roles,
  nav,
  sandboxUrl,
  theme,
  dismissEnd,
  idleSeconds,
  staffId,
  children,
}: Props) {
  const hasCalls = roles.some((role) => role === 'agent' || role === 'teller');
  return (
    <div className="flex min-h-dvh flex-col" data-staff={staffId}>
      <a
        href="#main"
        className="fixed top-2 left-2 z-30 print:hidden -translate-y-16 rounded-sm bg-seal px-4 py-2 font-semibold text-on-seal focus:translate-y-0"
      >
        {say.skip}
      </a>
      {/* On phones the sandbox's line scrolls away and leaves the room to the search. */}
      <header
        className={`sticky top-0 z-20 border-rule border-b bg-sheet print:hidden ${sandboxUrl ? 'max-sm:-top-7' : ''}`}
      >
        {sandboxUrl ? <SandboxStrip url={sandboxUrl} /> : null}
        <div className="flex flex-wrap items-center gap-x-2 gap-y-2 px-4 py-2 sm:flex-nowrap sm:gap-x-5 sm:px-5">
          <Brand />
          <div className="order-last w-full sm:order-none sm:max-w-xl sm:flex-1">
            <SearchBox />
          </div>
          <Nav items={nav} />
          <AccountMenu {...{ staffName, roles, theme, hasCalls }} />
        </div>
        {/* Part of what stays in sight, however far one has scrolled. */}
        <DeskBanner idleSeconds={idleSeconds} />
      </header>
      <div className="flex flex-1 flex-col lg:flex-row">
        {hasCalls ? <OpenCallsRail dismiss={dismissEnd} /> : null}
        <main
          id="main"
          tabIndex={-1}
          className="min-w-0 flex-1 px-4 py-5 outline-none sm:px-6 lg:py-6 print:p-0"
        >
          <div className="mx-auto max-w-440">{children}</div>
        </main>
      </div>
    </div>
  );
}
