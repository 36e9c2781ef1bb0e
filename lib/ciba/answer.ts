import { z } from 'zod';

/** What a server answered, read by what it is and not by what it is said to be. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** The body as JSON (RFC 8259), whatever its media type; undefined when it is none. */
  readonly json: unknown;
  /**
   * The JSON is not all UTF-8 (RFC 8259, 8.1): other letters stand in the place of what could not be read. Nothing in it
   * may be relied upon, but tokens in it were issued.
   */
  readonly isGarbled: boolean;
}

export async function readAnswer(response: Response): Promise<Answer> {
  const { status, headers } = response;
  const bytes = new Uint8Array(await response.arrayBuffer());
  const strict = decoded(bytes, true);
  const json = parsed(strict ?? decoded(bytes, false));
  return { status, headers, bytes, json, isGarbled: json !== undefined && strict === undefined };
}

/** A byte order mark is no part of the text. */
function decoded(bytes: Uint8Array, fatal: boolean): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal }).decode(bytes);
  } catch {
    return undefined;
  }
}

function parsed(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}

/**
 * The members of an OAuth answer that have a value: one that is null was left out by whoever sent it (RFC 6749, 3.1, of
 * parameters without a value).
 */
export function givenMembers(json: unknown): unknown {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return json;
  return Object.fromEntries(Object.entries(json).filter(([, value]) => value !== null));
}

const oauthError = z.object({
  error: z.string().min(1),
  error_description: z.string().optional().catch(undefined),
  interval: z.unknown().optional(),
});
export type OauthError = z.infer<typeof oauthError>;

/** The error (RFC 6749, 5.2) in a body, whatever else is in it and whatever status it came with. */
export function oauthErrorIn(json: unknown): OauthError | undefined {
  return oauthError.safeParse(json).data;
}
