import type { Problem } from '@/lib/web/view';
import { say } from '@/messages/errors';
import { isLeaving, signInAgain } from './sign-in-again';

/** A refusal of our own API, with a sentence for the person at the desk. */
class ProblemError extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.message);
    this.problem = problem;
  }
}

const unreachable: Problem = {
  code: 'unavailable',
  message: say.deskSilent,
};

/**
 * Asks our own API. When the session has ended, goes to the sign-in page.
 *
 * @throws ProblemError for everything but an answer
 */
export async function getJson<T>(path: string, init?: RequestInit): Promise<T> {
  // Who is signing out asks for nothing more; the page is about to go.
  if (isLeaving()) return new Promise<never>(() => {});
  const headers = {
    accept: 'application/json',
    ...(init?.body ? { 'content-type': 'application/json' } : {}),
  };
  const response = await fetch(path, { ...init, headers }).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new ProblemError(unreachable);
  });
  if (response.status === 401) {
    signInAgain();
    throw new ProblemError({ code: 'unauthenticated', message: say.sessionEnded });
  }
  // Our own routes answer with these shapes and nothing else; a proxy's error page fails to parse.
  const body = (await response.json().catch(() => null)) as T | { problem: Problem } | null;
  if (response.ok && body !== null) return body as T;
  const refused = body as { problem?: Problem } | null;
  throw new ProblemError(refused?.problem ?? unreachable);
}

export function problemMessage(error: unknown): string {
  return problemOf(error).message;
}

/** What was the matter, for who does something else about it than showing it. */
export function problemOf(error: unknown): Problem {
  return error instanceof ProblemError ? error.problem : unreachable;
}
