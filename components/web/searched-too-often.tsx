import type { ReactNode } from 'react';
import { say } from '@/messages/shell';
import { titleOf } from '@/messages/title';
import { buttonClass } from '../ui/button';
import { ProblemNote } from '../ui/problem-note';

interface Props {
  title: string;
  /** When it goes on. */
  message: string;
  /** The same page once more. */
  href: string;
  children?: ReactNode;
}

/** In place of what was filtered by a customer, for who has searched as often as one may. */
export function SearchedTooOften({ title, message, href, children }: Props) {
  return (
    <>
      <title>{titleOf(title)}</title>
      <h1 className="mb-3 font-bold text-2xl tracking-tight">{title}</h1>
      {children}
      <ProblemNote message={message}>
        <a href={href} className={buttonClass('quiet')}>
          {say.tryAgain}
        </a>
      </ProblemNote>
    </>
  );
}
