/** Whatever machines send us is sent in one go. */
const TIMEOUT_MS = 5_000;

/**
 * The body of a request nobody has vouched for yet.
 *
 * @param longest in bytes
 * @returns undefined when it is longer, or does not come to an end
 */
export async function bodyOf({ body }: Request, longest: number): Promise<string | undefined> {
  if (!body) return '';
  const reader = body.getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    void reader.cancel();
  }, TIMEOUT_MS);
  try {
    for (;;) {
      const { done, value } = await reader.read();
      // Cancelling ends the reading as if the body had ended.
      if (done) return isLate ? undefined : Buffer.concat(chunks).toString('utf8');
      length += value.length;
      if (length > longest) return undefined;
      chunks.push(value);
    }
  } finally {
    clearTimeout(timer);
  }
}
