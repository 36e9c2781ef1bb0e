/** How often a page is asked for again. */
const RETRY_MS = 2000;

const onHeld = new Set<() => void>();
let held = 0;

/** Whether a page that somebody wants to open waits for the connection. */
export function isHeld(): boolean {
  return held > 0;
}

export function whenHeld(listener: () => void): () => void {
  onHeld.add(listener);
  return () => onHeld.delete(listener);
}

/**
 * The browser's fetch, but the router's requests for pages wait until the desk answers. The router would leave for the address
 * itself, and the browser's own error page would take the place of the desk.
 */
export function steady(plain: typeof fetch): typeof fetch {
  return async (input, init) => {
    if (!isForPage(init)) return plain(input, init);
    let isWaiting = false;
    const wait = (now: boolean) => {
      if (now === isWaiting) return;
      isWaiting = now;
      held += now ? 1 : -1;
      for (const listener of onHeld) listener();
    };
    try {
      for (;;) {
        const answer = await plain(input, init).catch((error: unknown) => {
          if (init?.signal?.aborted) throw error;
          return undefined;
        });
        // A proxy before a desk that is not there.
        if (answer && ![502, 503, 504].includes(answer.status)) return answer;
        if (answer?.headers.get('content-type')?.startsWith('text/x-component')) return answer;
        wait(true);
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      }
    } finally {
      wait(false);
    }
  };
}

/** What Next.js asks for a page with. A page that is only fetched ahead need not come. */
function isForPage(init: RequestInit | undefined): boolean {
  const headers = new Headers(init?.headers);
  return headers.get('rsc') === '1' && !headers.has('next-router-prefetch');
}
