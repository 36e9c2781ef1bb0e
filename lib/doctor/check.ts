import { say } from '@/messages/doctor/report';

/** `skipped`: could not be looked at, for a reason that is told elsewhere or is none of the configuration's. */
export type Status = 'ok' | 'warn' | 'fail' | 'skipped';

/** What was found, in a sentence, and what to do about it. */
export interface Verdict {
  readonly status: Status;
  readonly says: string;
  readonly remedy?: string;
}

/** What is not in order, and what to do about it. */
export interface Finding {
  readonly says: string;
  readonly remedy: string;
}

export interface Check extends Verdict {
  /** `group.name`; stable, for programs. */
  readonly id: string;
  readonly title: string;
}

export const ok = (says: string): Verdict => ({ status: 'ok', says });
export const skipped = (says: string): Verdict => ({ status: 'skipped', says });
export const warn = ({ says, remedy }: Finding): Verdict => ({ status: 'warn', says, remedy });
export const fail = ({ says, remedy }: Finding): Verdict => ({ status: 'fail', says, remedy });

export function check(id: keyof typeof say.titles, verdict: Verdict): Check {
  return titled(id, say.titles[id], verdict);
}

/** A check that is called by the name of what it looks at. */
export function titled(id: string, title: string, verdict: Verdict): Check {
  return { id, title, ...verdict };
}

/**
 * Does the work, but waits no longer than this for it, whether or not the work minds its signal.
 *
 * @param late what is said instead
 */
export async function within<T>(
  ms: number,
  work: (signal: AbortSignal) => Promise<T>,
  late: () => T,
): Promise<T> {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<T>((resolve) => {
    timer = setTimeout(() => {
      resolve(late());
      controller.abort();
    }, ms);
  });
  try {
    return await Promise.race([work(controller.signal), patience]);
  } finally {
    clearTimeout(timer);
  }
}
