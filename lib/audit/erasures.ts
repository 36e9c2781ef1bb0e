import { say } from '@/messages/audit/trail';
import type { Trail } from './trail';

type Part = 'staff' | 'customer';

interface Place {
  readonly position: number;
  readonly id: number;
}

/**
 * Keeps account of what tells of a person and is gone. That is in order for records older than what a later
 * `retention.applied` of the same class says was removed, and for no others.
 */
export class Erasures {
  readonly counts = { staff: 0, customer: 0 };
  /** The youngest record a part is gone from, ISO 8601. */
  readonly #youngest: Record<Part, string> = { staff: '', customer: '' };
  /** Everything before this may be gone. */
  readonly #before: Record<Part, string> = { staff: '', customer: '' };

  add(part: Part, at: string): void {
    this.counts[part]++;
    if (at > this.#youngest[part]) this.#youngest[part] = at;
  }

  /** @param details of `retention.applied`: `{ class, before }` */
  allow(details: Readonly<Record<string, unknown>> | null | undefined): void {
    const { class: part, before } = details ?? {};
    if ((part !== 'staff' && part !== 'customer') || typeof before !== 'string') return;
    if (before > this.#before[part]) this.#before[part] = before;
  }

  /** The first record of each class whose part is gone without a removal that was recorded. Reads the trail again, if there are any. */
  async unaccounted(trail: Trail): Promise<(Place & { readonly says: string })[]> {
    const parts = (['staff', 'customer'] as const).filter(
      (part) => this.counts[part] > 0 && this.#youngest[part] >= this.#before[part],
    );
    const found: (Place & { readonly says: string })[] = [];
    for (const part of parts) {
      const place = await this.#first(trail, part);
      if (!place) continue;
      const { position } = place;
      found.push({ ...place, says: say.record.partGone({ position, part: say.parts[part] }) });
    }
    return found;
  }

  async #first(trail: Trail, part: Part): Promise<Place | undefined> {
    for await (const batch of trail.parts()) {
      for (const item of batch) {
        if (item.kind !== 'record' || item.record === null || item[part] !== null) continue;
        const record = JSON.parse(item.record) as Partial<Record<Part | 'at', string>>; // parsed before, by the same words
        if (record[part] !== undefined && (record.at ?? '') >= this.#before[part]) return item;
      }
    }
    return undefined;
  }
}
