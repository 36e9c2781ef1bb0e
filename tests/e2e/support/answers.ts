import { type APIResponse, expect } from '@playwright/test';

/** Any answer to anything: no fault of ours, and no look inside. */
export async function expectCalm(answer: APIResponse, what: string): Promise<string> {
  const body = await answer.text();
  expect.soft(answer.status(), `status of ${what}`).not.toBe(500);
  expect.soft(insides(body), `insides shown by ${what}`).toEqual([]);
  return body;
}

/** Lines of a stack, and paths of our machine. */
export function insides(body: string): string[] {
  return body.match(/^\s*at .+:\d+:\d+.*$|node_modules.{0,80}|\.next\/server.{0,80}|PGlite.{0,80}/gm) ?? [];
}
