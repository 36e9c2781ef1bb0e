'use client';

import { DropdownMenu } from 'radix-ui';
import { startTransition, useState } from 'react';
import { CheckIcon } from '../ui/icons';
import { AccountButton } from './account-button';
import { setTheme } from './set-theme';
import { signOut } from './sign-out';
import { type ThemeChoice, themeChoices } from './theme';

export interface MenuProps {
  staffName: string;
  roles: readonly string[];
  theme: ThemeChoice;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

const themeNames: Record<ThemeChoice, string> = { system: 'Same as system', light: 'Light', dark: 'Dark' };

const row =
  'flex min-h-8 cursor-pointer items-center gap-2 rounded-xs px-2.5 py-1 outline-none data-highlighted:bg-seal data-highlighted:text-on-seal pointer-coarse:min-h-11';

export function AccountDropdown({ staffName, roles, theme, open, onOpenChange }: MenuProps) {
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
          <span className="block text-ink-soft">{roles.map(capital).join(', ')}</span>
        </DropdownMenu.Label>
        <DropdownMenu.Separator className="my-1 h-px bg-rule" />
        <DropdownMenu.Label className="px-2.5 pt-1 text-ink-soft text-xs">Theme</DropdownMenu.Label>
        <DropdownMenu.RadioGroup value={choice} aria-label="Theme">
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
              {themeNames[known]}
            </DropdownMenu.RadioItem>
          ))}
        </DropdownMenu.RadioGroup>
        <DropdownMenu.Separator className="my-1 h-px bg-rule" />
        <DropdownMenu.Item className={row} onSelect={() => startTransition(() => signOut())}>
          Sign out
        </DropdownMenu.Item>
      </DropdownMenu.Content>
    </DropdownMenu.Root>
  );
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
