import type { ExportedFile } from '../history/export/export';

/**
 * Streams a file as fast as the browser takes it. A fault breaks the connection off, so that no browser takes a part
 * for the whole.
 *
 * @param gone the request's signal; it may have aborted before anybody could listen
 */
export function download({ name, contentType, pieces }: ExportedFile, gone: AbortSignal): Response {
  const stop = () => void pieces.stop();
  gone.addEventListener('abort', stop);
  if (gone.aborted) stop();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const piece = await pieces.next();
        if (piece) return controller.enqueue(piece);
        gone.removeEventListener('abort', stop);
        controller.close();
      } catch (error) {
        gone.removeEventListener('abort', stop);
        controller.error(error);
      }
    },
    cancel: stop,
  });
  return new Response(body, {
    headers: {
      'content-type': contentType,
      'content-disposition': `attachment; filename="${name}"`,
      // Not compressed on the way either: what arrives has the hash that was recorded.
      'cache-control': 'private, no-store, no-transform',
      'x-accel-buffering': 'no',
    },
  });
}
