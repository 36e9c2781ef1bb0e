import type { ComponentProps } from 'react';
import { say } from '@/messages/shell';
import { ChevronIcon } from '../ui/icons';
import { initialsOf } from './initials';

type Props = Omit<ComponentProps<'button'>, 'className' | 'children'> & { name: string };

/** Looks and sounds the same before and after the menu behind it is loaded. */
export function AccountButton({ name, ...rest }: Props) {
  return (
    <button
      {...rest}
      type="button"
      aria-label={say.account.label({ name })}
      data-account-button
      className="flex min-h-9 items-center gap-1.5 rounded-sm px-1.5 hover:bg-sunken aria-expanded:bg-sunken pointer-coarse:min-h-11"
    >
      <span
        aria-hidden="true"
        className="grid size-7 place-items-center rounded-full bg-seal-wash font-semibold text-seal-deep text-xs"
      >
        {initialsOf(name)}
      </span>
      <span className="max-w-40 truncate text-sm max-xl:hidden">{name}</span>
      {/* Four entries of the navigation leave no room for it on a phone. */}
      <ChevronIcon className="size-4 text-ink-soft max-sm:hidden" />
    </button>
  );
}
