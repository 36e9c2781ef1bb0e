/** Longer than the arguments of any action of ours. */
const LONGEST_BODY = 1_000;

/**
 * Whether the body of a server action's request is one our pages send: a list of at most one plain string.
 * Next.js would take more (forms, references to other parts of the body), and answers 500 to what it cannot read.
 */
export function isActionBody(contentType: string | null, body: string): boolean {
  if (!contentType?.startsWith('text/plain') || body.length > LONGEST_BODY) return false;
  try {
    const parsed: unknown = JSON.parse(body);
    return (
      Array.isArray(parsed) &&
      parsed.length <= 1 &&
      parsed.every((argument) => typeof argument === 'string' && !argument.startsWith('$'))
    );
  } catch {
    return false;
  }
}
