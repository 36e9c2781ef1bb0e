'use client';

import { type ComponentType, useEffect, useRef, useState } from 'react';
import { AccountButton } from './account-button';
import type { MenuProps } from './account-dropdown';
import type { ThemeChoice } from './theme';

interface Props {
  staffName: string;
  roles: readonly string[];
  theme: ThemeChoice;
}

/** The button alone at first; the menu's code is fetched when somebody is about to open it. */
export function AccountMenu(props: Props) {
  const [Dropdown, setDropdown] = useState<ComponentType<MenuProps> | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  // The real menu's button takes the place of ours, and the focus with it; who has moved on meanwhile is left alone.
  const hadFocus = useRef(false);

  const load = () =>
    import('./account-dropdown').then(
      (module) => {
        hadFocus.current = document.activeElement === button.current;
        setDropdown(() => module.AccountDropdown);
      },
      () => {},
    );

  useEffect(() => {
    if (!Dropdown || !hadFocus.current) return;
    hadFocus.current = false;
    if (!open) document.querySelector<HTMLElement>('[data-account-button]')?.focus();
  }, [Dropdown, open]);

  if (Dropdown) return <Dropdown {...props} open={open} onOpenChange={setOpen} />;
  return (
    <AccountButton
      ref={button}
      name={props.staffName}
      aria-haspopup="menu"
      aria-expanded={false}
      onPointerEnter={() => void load()}
      onFocus={() => void load()}
      onClick={() => {
        setOpen(true);
        void load();
      }}
    />
  );
}
