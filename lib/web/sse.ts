interface Message {
  readonly event: string;
  readonly data: unknown;
}

/** One event of a text/event-stream (HTML Standard, 9.2). Data goes out as one line of JSON. */
export function frame({ event, data }: Message): string {
  return `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}

/** A comment keeps proxies from closing a silent stream, and tells us when nobody listens any more. */
const HEARTBEAT = ':\n\n';
const HEARTBEAT_MS = 15_000;

/**
 * Streams messages until they end, fail, or the browser goes away. `gone` is the request's signal; it may
 * have aborted before anybody could listen.
 */
export function eventStream(messages: AsyncIterator<Message>, gone: AbortSignal): Response {
  const encoder = new TextEncoder();
  let heartbeat: NodeJS.Timeout | undefined;
  const stop = () => {
    clearInterval(heartbeat);
    gone.removeEventListener('abort', stop);
    // Also where it is suspended between two messages: it has something to clean up.
    void messages.return?.().catch(() => {});
  };
  gone.addEventListener('abort', stop);
  if (gone.aborted) stop();

  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      // From the first read on: a stream nobody reads needs no sign of life.
      heartbeat ??= setInterval(() => controller.enqueue(encoder.encode(HEARTBEAT)), HEARTBEAT_MS);
      try {
        const { done, value } = await messages.next();
        if (!done) {
          controller.enqueue(encoder.encode(frame(value)));
          return;
        }
        stop();
        controller.close();
      } catch (error) {
        // The source failed, or the browser was faster. It reconnects and hears the latest.
        stop();
        controller.error(error);
      }
    },
    cancel: stop,
  });
  return new Response(body, {
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'private, no-cache, no-store, no-transform',
      'x-accel-buffering': 'no',
    },
  });
}
