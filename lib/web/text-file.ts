import type { ExportedFile } from '../history/export/export';

/** A file made of lines as they come, for `download`. */
export function textFile(
  name: string,
  contentType: string,
  lines: AsyncIterable<string> | Iterable<string>,
): ExportedFile {
  const iterator = Symbol.asyncIterator in lines ? lines[Symbol.asyncIterator]() : lines[Symbol.iterator]();
  return {
    name,
    contentType,
    pieces: {
      async next() {
        const { done, value } = await iterator.next();
        return done ? undefined : Buffer.from(value);
      },
      async stop() {
        await iterator.return?.();
      },
    },
  };
}
