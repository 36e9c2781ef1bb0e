export function waitUntilReady(
  url: string,
  options: { limitMs: number; until: Promise<unknown> },
): Promise<{ ready: boolean; gone: boolean; last: string }>;
