import Link from 'next/link';
import { say } from '@/messages/shell';
import { buttonClass } from './button';

interface Props {
  /** The same list, without a place in it. */
  first: string;
  /** The next page; null where this is the last. */
  next: string | null;
  /** Whether this is another page than the first. */
  further: boolean;
}

/** Forward through a list, and back to its beginning. */
export function Pages({ first, next, further }: Props) {
  if (!next && !further) return null;
  return (
    <nav aria-label={say.pages.label} className="mt-4 flex gap-3 print:hidden">
      {further ? (
        <Link href={first} prefetch={false} className={buttonClass('quiet')}>
          {say.pages.newest}
        </Link>
      ) : null}
      {next ? (
        <Link href={next} prefetch={false} rel="next" className={buttonClass('quiet')}>
          {say.pages.older}
        </Link>
      ) : null}
    </nav>
  );
}
