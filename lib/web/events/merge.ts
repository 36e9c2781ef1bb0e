/**
 * Several sources as one, each item as soon as it is there. No source is asked for its next before the last one was
 * taken, so that a slow reader gets the latest of each. A source that is over is simply quiet; one that fails fails all.
 *
 * Who stops reading aborts `over`, which ends the sources: one of them that waits for something can end in no other way.
 */
export async function* merge<T>(
  sources: readonly AsyncIterable<T>[],
  over: AbortSignal,
): AsyncGenerator<T, void> {
  const waiting: { readonly item: T; readonly taken: () => void }[] = [];
  let failure: { readonly error: unknown } | undefined;
  let wake = () => {};

  const pump = async (source: AsyncIterable<T>) => {
    for await (const item of source) {
      await new Promise<void>((taken) => {
        waiting.push({ item, taken });
        wake();
      });
      if (over.aborted) return;
    }
  };
  const pumps = sources.map((source) =>
    pump(source).catch((error: unknown) => {
      failure ??= { error };
      wake();
    }),
  );
  const onOver = () => wake();
  over.addEventListener('abort', onOver);
  try {
    while (!over.aborted) {
      if (failure) throw failure.error;
      const next = waiting.shift();
      if (next) {
        try {
          yield next.item;
        } finally {
          next.taken();
        }
      } else {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    }
  } finally {
    over.removeEventListener('abort', onOver);
    for (const { taken } of waiting.splice(0)) taken();
    // They have something to clean up.
    if (over.aborted) await Promise.all(pumps);
  }
}
