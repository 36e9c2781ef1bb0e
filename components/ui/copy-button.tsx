'use client';

import { useEffect, useState } from 'react';
import { say } from '@/messages/shell';
import { CheckIcon, CopyIcon } from './icons';

/** Copies one value. Says so with a tick for a moment, and to screen readers. */
export function CopyButton({ text, what }: { text: string; what: string }) {
  const [copied, setCopied] = useState(false);

  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 1600);
    return () => clearTimeout(timer);
  }, [copied]);

  // Browsers give the clipboard to secure pages only.
  const copy = () =>
    navigator.clipboard?.writeText(text).then(
      () => setCopied(true),
      () => {},
    );

  return (
    <button
      type="button"
      aria-label={say.copy({ what })}
      onClick={() => void copy()}
      className="grid size-7 shrink-0 place-items-center rounded-sm text-ink-faint hover:bg-sunken hover:text-ink pointer-coarse:size-11"
    >
      {copied ? <CheckIcon className="size-4 text-seal" /> : <CopyIcon className="size-4" />}
      <span aria-live="polite" className="sr-only">
        {copied ? say.copied : ''}
      </span>
    </button>
  );
}
