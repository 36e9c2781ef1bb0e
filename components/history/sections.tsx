import Link from 'next/link';

const sections = {
  list: { name: 'Verifications', href: '/history' },
  reports: { name: 'Reports', href: '/history/reports' },
  figures: { name: 'Figures', href: '/history/figures' },
  live: { name: 'Live', href: '/history/live' },
  security: { name: 'Security', href: '/history/security' },
  audit: { name: 'Audit trail', href: '/history/audit' },
  retention: { name: 'Retention', href: '/history/retention' },
};

interface Props {
  here: keyof typeof sections;
  /** Whether they see everybody's. Who sees only their own has the list alone, and no row. */
  all: boolean;
  /** The filter, which the list and the figures share. */
  query?: string;
}

/** The pages of the history. */
export function Sections({ here, all, query = '' }: Props) {
  if (!all) return null;
  return (
    <nav aria-label="History" className="mb-4 border-rule border-b print:hidden">
      <ul className="-mb-px -ml-2 flex flex-wrap sm:gap-x-1">
        {Object.entries(sections).map(([key, { name, href }]) => (
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
              {name}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
