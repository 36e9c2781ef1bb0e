'use client';

import { DropdownMenu } from 'radix-ui';
import { startTransition, useState } from 'react';
import { type RoleName, say } from '@/messages/shell';
import { CheckIcon } from '../ui/icons';
import { AccountButton } from './account-button';
import { turn, useAlert } from './alert-settings';
import { playSound } from './play-sound';
import { setTheme } from './set-theme';
import { signOut } from './sign-out';
import { type ThemeChoice, themeChoices } from './theme';

export interface MenuProps {
  staffName: string;
  roles: readonly RoleName[];
  theme: ThemeChoice;
  hasCalls: boolean;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

const row =
  'flex min-h-8 cursor-pointer items-center gap-2 rounded-xs px-2.5 py-1 outline-none data-highlighted:bg-seal data-highlighted:text-on-seal pointer-coarse:min-h-11';

export function AccountDropdown({ staffName, roles, theme, hasCalls, open, onOpenChange }: MenuProps) {
  const [choice, setChoice] = useState(theme);

  return (
    <DropdownMenu.Root open={open} onOpenChange={onOpenChange} modal={false}>
      <DropdownMenu.Trigger asChild>
        <AccountButton name={staffName} />
      </DropdownMenu.Trigger>
      {/* No portal: the menu belongs to the header's landmark. */}
      <DropdownMenu.Content
        align="end"
        sideOffset={6}
        collisionPadding={8}
        className="z-30 min-w-56 rounded-md border border-rule bg-sheet p-1 text-ink text-sm shadow-lift"
      >
        <DropdownMenu.Label className="px-2.5 py-1.5">
          <span className="block font-semibold text-base">{staffName}</span>
          <span className="block text-ink-soft">{roles.map((role) => say.roles[role]).join(', ')}</span>
        </DropdownMenu.Label>
        <DropdownMenu.Separator className="my-1 h-px bg-rule" />
        <DropdownMenu.Label className="px-2.5 pt-1 text-ink-soft text-xs">
          {say.account.theme}
        </DropdownMenu.Label>
        <DropdownMenu.RadioGroup value={choice} aria-label={say.account.theme}>
          {themeChoices.map((known) => (
            <DropdownMenu.RadioItem
              key={known}
              value={known}
              className={row}
              onSelect={(event) => {
                // Stays open, so that one sees the themes side by side.
                event.preventDefault();
                setTheme(known);
                setChoice(known);
              }}
            >
              <span className="size-4">
                <DropdownMenu.ItemIndicator>
                  <CheckIcon className="size-4" />
                </DropdownMenu.ItemIndicator>
              </span>
              {say.account.themes[known]}
            </DropdownMenu.RadioItem>
          ))}
        </DropdownMenu.RadioGroup>
        {hasCalls ? <AlertItems /> : null}
        <DropdownMenu.Separator className="my-1 h-px bg-rule" />
        <DropdownMenu.Item className={row} onSelect={() => startTransition(() => signOut())}>
          {say.account.signOut}
        </DropdownMenu.Item>
      </DropdownMenu.Content>
    </DropdownMenu.Root>
  );
}

/** How news of one's calls is told beside the page. */
function AlertItems() {
  const [isBlocked, setBlocked] = useState(false);
  const notifications = useAlert('notifications');
  const sound = useAlert('sound');
  const turnNotifications = async () => {
    if (notifications) return turn('notifications', false);
    const allowed = 'Notification' in window && (await Notification.requestPermission()) === 'granted';
    setBlocked(!allowed);
    turn('notifications', allowed);
  };
  return (
    <>
      <DropdownMenu.Separator className="my-1 h-px bg-rule" />
      <DropdownMenu.Label className="px-2.5 pt-1 text-ink-soft text-xs">
        {say.account.alerts}
      </DropdownMenu.Label>
      <AlertItem checked={notifications} onChange={() => void turnNotifications()}>
        {say.account.notification}
      </AlertItem>
      {isBlocked ? (
        <p role="alert" className="px-2.5 pb-1 text-bad text-xs">
          {say.account.notificationsBlocked}
        </p>
      ) : null}
      <AlertItem
        checked={sound}
        onChange={() => {
          turn('sound', !sound);
          if (!sound) playSound('good');
        }}
      >
        {say.account.sound}
      </AlertItem>
    </>
  );
}

function AlertItem({
  checked,
  onChange,
  children,
}: {
  checked: boolean;
  onChange: () => void;
  children: string;
}) {
  return (
    <DropdownMenu.CheckboxItem
      checked={checked}
      className={row}
      onSelect={(event) => {
        // Stays open, so that one sees what it is now.
        event.preventDefault();
        onChange();
      }}
    >
      <span className="size-4">
        <DropdownMenu.ItemIndicator>
          <CheckIcon className="size-4" />
        </DropdownMenu.ItemIndicator>
      </span>
      {children}
    </DropdownMenu.CheckboxItem>
  );
}
