import { readFile } from 'node:fs/promises';

/** Byte order marks (Unicode, 23.8) and what they stand for; editors put them before what administrators write. */
const marks: readonly [encoding: string, bytes: readonly number[]][] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

/**
 * The text in a file that somebody wrote by hand: UTF-8, or what its byte order mark says, which is no part of it.
 *
 * @throws what reading it throws
 */
export async function readTextFile(file: string): Promise<string> {
  const bytes = await readFile(file);
  const marked = marks.find(([, mark]) => mark.every((byte, place) => bytes[place] === byte));
  return new TextDecoder(marked?.[0]).decode(bytes);
}
