'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { say } from '@/messages/shell';

interface Props {
  items: readonly { readonly label: string; readonly href: string }[];
}

export function Nav({ items }: Props) {
  const path = usePathname();
  return (
    <nav aria-label={say.nav.label} className="ml-auto">
      <ul className="flex sm:gap-1">
        {items.map(({ label, href }) => {
          const here = path === href || path.startsWith(`${href}/`);
          return (
            <li key={href}>
              <Link
                href={href}
                prefetch={false}
                aria-current={path === href ? 'page' : here ? 'true' : undefined}
                className={`flex min-h-9 items-center border-b-2 px-2 pointer-coarse:min-h-11 max-sm:px-1 max-sm:text-sm ${
                  here
                    ? 'border-seal font-semibold text-ink'
                    : 'border-transparent text-ink-soft hover:text-ink'
                }`}
              >
                {label}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
