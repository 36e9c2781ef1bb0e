export function waitUntilReady(
  url: string,
  options: { limitMs: number; until: Promise<unknown>; onWaiting?: () => void },
): Promise<{ ready: boolean; gone: boolean; last: string }>;
