/** Longer than the arguments of any action of ours. */
const LONGEST_BODY = 1_000;
/** An id, what the page knows of it, what the customer said, and the reference of the call they said it in. */
const MOST_ARGUMENTS = 4;

/**
 * Whether the body of a server action's request is one our pages send: a list of at most four plain strings.
 * Next.js would take more (forms, references to other parts of the body), and answers 500 to what it cannot read.
 */
export function isActionBody(contentType: string | null, body: string): boolean {
  if (!contentType?.startsWith('text/plain') || body.length > LONGEST_BODY) return false;
  try {
    const parsed: unknown = JSON.parse(body);
    return (
      Array.isArray(parsed) &&
      parsed.length <= MOST_ARGUMENTS &&
      parsed.every((argument) => typeof argument === 'string' && isPlain(argument))
    );
  } catch {
    return false;
  }
}

/** A dollar sign begins a reference; a text that really begins with one is sent with two. */
function isPlain(text: string): boolean {
  return !text.startsWith('$') || text.startsWith('$$');
}
