'use client';

import { type ComponentType, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { RoleName } from '@/messages/shell';
import { AccountButton } from './account-button';
import type { MenuProps } from './account-dropdown';
import type { ThemeChoice } from './theme';

interface Props {
  staffName: string;
  roles: readonly RoleName[];
  theme: ThemeChoice;
  /** Has calls of their own, of which news may be told beside the page. */
  hasCalls: boolean;
}

/** The button alone at first; the menu's code is fetched when somebody is about to open it. */
export function AccountMenu(props: Props) {
  const [Dropdown, setDropdown] = useState<ComponentType<MenuProps> | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  /** It was pressed: the menu takes the focus as soon as it is there. */
  const pressed = useRef(false);
  const loading = useRef(false);

  const load = () => {
    if (loading.current) return;
    loading.current = true;
    import('./account-dropdown').then(
      (module) => {
        // The real menu's button takes the place of ours, and in the same moment the focus with it: in between there
        // would be nobody to give it back to. Who has moved on meanwhile is left alone.
        const hadFocus = document.activeElement === button.current;
        flushSync(() => setDropdown(() => module.AccountDropdown));
        if (hadFocus && !pressed.current) {
          document.querySelector<HTMLElement>('[data-account-button]')?.focus();
        }
      },
      () => {
        loading.current = false;
      },
    );
  };

  const press = () => {
    pressed.current = true;
    setOpen(true);
    load();
  };

  if (Dropdown) return <Dropdown {...props} open={open} onOpenChange={setOpen} />;
  return (
    <AccountButton
      ref={button}
      name={props.staffName}
      aria-haspopup="menu"
      aria-expanded={false}
      onPointerEnter={load}
      onFocus={load}
      // As the real menu's does. A click would be lost when its button takes the place of ours in the middle of it.
      onPointerDown={(event) => {
        if (event.button !== 0 || event.ctrlKey) return;
        // Or the focus would come here after the menu has taken it.
        event.preventDefault();
        press();
      }}
      onClick={press}
    />
  );
}
