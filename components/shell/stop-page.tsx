import Link from 'next/link';
import type { ReactNode } from 'react';
import { say } from '@/messages/shell';
import { titleOf } from '@/messages/title';
import { buttonClass } from '../ui/button';

interface Props {
  title: string;
  children: ReactNode;
}

/** A page that could not be shown: what is the matter, and the way on. */
export function StopPage({ title, children }: Props) {
  return (
    <div className="max-w-prose py-6">
      <title>{titleOf(title)}</title>
      <h1 className="font-bold text-2xl tracking-tight">{title}</h1>
      <div className="mt-2 space-y-2">{children}</div>
      <Link href="/customers" prefetch={false} className={`mt-6 ${buttonClass('quiet')}`}>
        {say.lookUp}
      </Link>
    </div>
  );
}
