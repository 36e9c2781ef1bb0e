'use client';

import { clockText } from './format';
import { useServerTime } from './server-time';

interface Props {
  until: string;
  serverNow: string;
  /** Where the time began to run: draws the thin line that runs out. */
  since?: string;
  className?: string;
}

/** Time left by the server's clock. Not announced: a screen reader would speak every second. */
export function Countdown({ until, serverNow, since, className = '' }: Props) {
  const now = useServerTime(serverNow);
  const left = Date.parse(until) - now;
  const share = since ? left / Math.max(1, Date.parse(until) - Date.parse(since)) : null;
  return (
    <>
      <span role="timer" className={`figures whitespace-nowrap ${className}`}>
        {clockText(left)}
      </span>
      {share === null ? null : (
        <span aria-hidden="true" className="mt-2 block h-1 overflow-hidden rounded-full bg-rule">
          <span
            className="block h-full origin-left bg-wait"
            style={{ transform: `scaleX(${Math.min(1, Math.max(0, share)).toFixed(3)})` }}
          />
        </span>
      )}
    </>
  );
}
