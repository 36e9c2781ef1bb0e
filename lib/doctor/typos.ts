import { say } from '@/messages/doctor/configuration';
import { settingNames } from '../env';
import { type Check, titled, warn } from './check';

/** Nobody else's names begin like this: one we do not know is one we were meant to know. */
const OURS = /^(?:CIBA|STAFF)_/;
/** A slip of two keys in a long name; one in a short one. */
const slips = (name: string) => (name.length > 10 ? 2 : 1);

/** Names that are set and that nobody reads, where a setting was probably meant. */
export function misspeltNames(given: Readonly<Record<string, string | undefined>>): Check[] {
  return Object.keys(given)
    .filter((name) => given[name] !== '' && /^[A-Za-z_]+$/.test(name) && !settingNames.includes(name))
    .flatMap((name) => {
      const meant = nearest(name);
      if (!meant && !OURS.test(name)) return [];
      return [titled(`configuration.unknown.${name}`, name, warn(say.unknownName({ name, meant })))];
    });
}

function nearest(name: string): string | undefined {
  const plain = bare(name);
  const distances = settingNames.map((known) => ({ known, distance: distance(plain, bare(known)) }));
  const [best] = distances.sort((a, b) => a.distance - b.distance);
  return best && best.distance <= slips(plain) ? best.known : undefined;
}

function bare(name: string): string {
  return name.toUpperCase().replaceAll('_', '');
}

/** Levenshtein's: letters to put in, take out or change. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
