import { say } from '@/messages/audit/trail';
import { hashOf } from './chain';
import type { ChainItem } from './trail';
import type { FindingKind } from './view';

/** How far apart two records may have been exchanged to be told as such. */
const FARTHEST = 1000;

/**
 * Guesses what was done where the chain breaks, by trying what would make it hold: without this record, with another one
 * in its place, or with one more before it. Whatever it was, the record named is the first that is not what was sealed.
 *
 * @param previous the hash up to the record before
 * @param batch the broken record among those that follow
 */
export function kindOfBreak(
  previous: Uint8Array,
  batch: readonly ChainItem[],
  at: number,
): { readonly kind: FindingKind; readonly says: string } {
  const item = batch[at];
  if (!item) throw new RangeError('There is no such record');
  const { position } = item;
  const next = batch[at + 1];
  const fits = (before: Uint8Array, place: number, id: number, other: ChainItem, hash: Uint8Array) =>
    other.record !== null &&
    hashOf(before, { position: place, id, record: other.record, mac: other.mac }).equals(hash);

  for (let there = at + 1; there < Math.min(batch.length, at + FARTHEST); there++) {
    const other = batch[there];
    const before = batch[there - 1];
    if (!other || !before) break;
    const exchanged =
      ids(item, other).some((id) => fits(previous, position, id, other, item.hash)) &&
      ids(item, other).some((id) => fits(before.hash, other.position, id, item, other.hash));
    if (exchanged) {
      return { kind: 'reordered', says: say.record.exchanged({ one: position, other: other.position }) };
    }
  }
  if (next) {
    const isAdded =
      fits(previous, position, next.id, next, next.hash) ||
      fits(previous, position, next.id, next, item.hash);
    if (isAdded) return { kind: 'inserted', says: say.record.added({ position }) };
    const isOneShort =
      fits(item.hash, position + 2, next.id, next, next.hash) ||
      fits(item.hash, position + 1, item.id, item, next.hash);
    if (isOneShort) return { kind: 'removed', says: say.record.goneFrom({ position }) };
  }
  return { kind: 'changed', says: say.record.changed({ position }) };
}

/** Either the rows changed places, or only what is in them. */
function ids(a: ChainItem, b: ChainItem): readonly number[] {
  return [a.id, b.id];
}
