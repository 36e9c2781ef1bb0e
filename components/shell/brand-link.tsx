import Link from 'next/link';
import { Mark } from '../brand/mark';

/** On narrow screens the mark stands alone, to leave room for work. */
export function Brand() {
  return (
    <Link
      href="/customers"
      prefetch={false}
      aria-label="Countersign, to the start"
      className="flex min-h-9 items-center gap-2 text-seal lg:w-44"
    >
      <Mark className="size-6" />
      <span className="font-bold text-ink text-lg tracking-tight max-md:hidden">Countersign</span>
    </Link>
  );
}
