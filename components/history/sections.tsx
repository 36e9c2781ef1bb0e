import Link from 'next/link';
import { say } from '@/messages/history/list';

type Section = keyof typeof say.sections;

const sections: readonly { readonly key: Section; readonly href: string }[] = [
  { key: 'list', href: '/history' },
  { key: 'reports', href: '/history/reports' },
  { key: 'figures', href: '/history/figures' },
  { key: 'live', href: '/history/live' },
  { key: 'security', href: '/history/security' },
  { key: 'audit', href: '/history/audit' },
  { key: 'retention', href: '/history/retention' },
];

interface Props {
  here: Section;
  /** Whether they see everybody's. Who sees only their own has the list alone, and no row. */
  all: boolean;
  /** The filter, which the list and the figures share. */
  query?: string;
}

/** The pages of the history. */
export function Sections({ here, all, query = '' }: Props) {
  if (!all) return null;
  return (
    <nav aria-label={say.title} className="mb-4 border-rule border-b print:hidden">
      <ul className="-mb-px -ml-2 flex flex-wrap sm:gap-x-1">
        {sections.map(({ key, href }) => (
          <li key={key}>
            <Link
              href={query && (key === 'list' || key === 'figures') ? `${href}?${query}` : href}
              prefetch={false}
              aria-current={key === here ? 'page' : undefined}
              className={`flex min-h-9 items-center border-b-2 px-2 pointer-coarse:min-h-11 max-sm:px-1.5 max-sm:text-sm ${
                key === here
                  ? 'border-seal font-semibold text-ink'
                  : 'border-transparent text-ink-soft hover:text-ink'
              }`}
            >
              {say.sections[key]}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
