import Link from 'next/link';
import { say } from '@/messages/shell';
import { product } from '@/messages/title';
import { Mark } from '../brand/mark';

/** On narrow screens the mark stands alone, to leave room for work. */
export function Brand() {
  return (
    <Link
      href="/customers"
      prefetch={false}
      aria-label={say.home}
      className="flex min-h-9 items-center gap-2 text-seal lg:w-44"
    >
      <Mark className="size-6" />
      <span className="font-bold text-ink text-lg tracking-tight max-md:hidden">{product}</span>
    </Link>
  );
}
