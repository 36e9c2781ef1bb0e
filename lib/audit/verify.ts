import type { JWK } from 'jose';
import { say } from '@/messages/audit/trail';
import { hashOf } from './chain';
import { type Checkpoint, readCheckpoint, readExportEnd } from './checkpoint';
import { Erasures } from './erasures';
import { kindOfBreak } from './kind-of-break';
import { sha256Text } from './sha256';
import type { ChainItem, FoundCheckpoint, Trail, TrailEnding } from './trail';
import type { Finding, FindingKind, Proof } from './view';

/** More would not tell more. */
const MOST_FINDINGS = 20;

export interface VerifyOptions {
  /** Whose signatures count. */
  readonly keys: readonly JWK[];
  /** Checkpoints that were kept elsewhere, JWS each: what they cover must be there. */
  readonly kept?: readonly string[];
  /** Told now and then how many records were gone through. */
  readonly onProgress?: (records: number) => void;
  readonly signal?: AbortSignal;
}

/**
 * Goes through a whole trail and says whether it is what was written: every record unchanged, in its place, none missing
 * and none added, up to the newest signature. Goes on after the first finding, so that one change is told from many.
 *
 * @throws the signal's reason
 */
export async function verifyTrail(trail: Trail, options: VerifyOptions): Promise<Proof> {
  const run = new Run(trail, options);
  for (const jws of options.kept ?? []) await run.expect({ kind: 'checkpoint', jws, beside: null }, true);
  for await (const parts of trail.parts()) {
    options.signal?.throwIfAborted();
    const items = parts.filter((part): part is ChainItem => part.kind === 'record');
    let at = 0;
    for (const part of parts) {
      if (part.kind === 'record') run.item(part, items, at++);
      else if (part.kind === 'checkpoint') await run.expect(part, false);
      else run.unreadable(part.line);
    }
    options.onProgress?.(run.records);
  }
  const ending = await trail.ending(() => {
    options.signal?.throwIfAborted();
    options.onProgress?.(run.records);
  });
  return run.end(ending);
}

class Run {
  records = 0;
  readonly #trail: Trail;
  readonly #keys: readonly JWK[];
  readonly #findings: Finding[] = [];
  readonly #erasures = new Erasures();
  /** Signed states not reached yet, and whether they were kept elsewhere. */
  readonly #ahead = new Map<number, { readonly checkpoint: Checkpoint; readonly kept: boolean }[]>();
  #previous: Uint8Array;
  #position: number;
  #checkpoints = 0;
  #signedAt: string | null = null;
  /** Up to here a signature says that it is what it was. */
  #signed: number;

  constructor(trail: Trail, { keys }: VerifyOptions) {
    this.#trail = trail;
    this.#keys = keys;
    this.#previous = trail.start.hash;
    this.#position = trail.start.position;
    this.#signed = trail.start.position;
  }

  /** What cannot even be taken for a record has been changed, and must not keep the rest from being looked at. */
  item(item: ChainItem, batch: readonly ChainItem[], at: number): void {
    try {
      this.#record(item, batch, at);
    } catch {
      this.#find('changed', item, say.record.unreadable(item));
      this.#previous = item.hash;
      this.#position = item.position;
    }
  }

  #record(item: ChainItem, batch: readonly ChainItem[], at: number): void {
    const expected = this.#position + 1;
    if (item.position < expected) {
      this.#find(
        'reordered',
        item,
        say.record.outOfOrder({ position: item.position, after: this.#position }),
      );
      return;
    }
    this.records++;
    if (item.position > expected) {
      this.#find(
        'removed',
        { position: expected, id: null },
        say.record.gone({ from: expected, to: item.position - 1 }),
        item.position - 1,
      );
    } else if (item.record === null) {
      this.#find('removed', item, say.record.onlyPlaceLeft(item));
    } else {
      const link = { ...item, record: item.record };
      if (!hashOf(this.#previous, link).equals(item.hash)) {
        const { kind, says } = kindOfBreak(this.#previous, batch, at);
        this.#find(kind, item, says);
      }
    }
    this.#parts(item);
    this.#previous = item.hash;
    this.#position = item.position;
    this.#compare(item.position);
  }

  /** Says what a signature expects of a place that was reached, or will be. */
  async expect({ jws, beside }: FoundCheckpoint, kept: boolean): Promise<void> {
    const checkpoint = await readCheckpoint(jws, this.#keys);
    if (!checkpoint) {
      this.#find(
        'forged_signature',
        null,
        kept ? say.checkpoint.keptForged : say.checkpoint.forged({ after: this.#position }),
      );
      return;
    }
    if (
      beside &&
      (beside.position !== checkpoint.position || (beside.at ?? checkpoint.at) !== checkpoint.at)
    ) {
      this.#find(
        'changed',
        { position: checkpoint.position, id: null },
        say.checkpoint.misplaced(checkpoint),
      );
    } else if (!kept && checkpoint.position < this.#position) {
      this.#find(
        'changed',
        { position: checkpoint.position, id: null },
        say.checkpoint.outOfOrder({ position: checkpoint.position, after: this.#position }),
      );
    }
    this.#checkpoints++;
    if (this.#signedAt === null || checkpoint.at > this.#signedAt) this.#signedAt = checkpoint.at;
    if (checkpoint.position < this.#trail.start.position) return;
    const waiting = this.#ahead.get(checkpoint.position) ?? [];
    this.#ahead.set(checkpoint.position, [...waiting, { checkpoint, kept }]);
    if (checkpoint.position <= this.#position) this.#compare(checkpoint.position);
  }

  unreadable(line: number): void {
    this.#find('unreadable', null, say.file.lineUnreadable({ line }));
  }

  async end(ending: TrailEnding): Promise<Proof> {
    if (ending.seal?.kind === 'checkpoint') await this.expect(ending.seal, false);
    if (ending.seal?.kind === 'export') await this.#exportEnd(ending.seal.jws);
    if (!ending.seal && (ending.mustBeSigned || this.records + ending.unsigned.length > 0)) {
      const last = this.#position + ending.unsigned.length;
      this.#find('unsigned', { position: last, id: null }, say.chain.endNotSigned);
    }
    if (ending.stuckSince !== null) {
      this.#find('unsigned', null, say.chain.notSealed({ since: ending.stuckSince }));
    }
    for (const each of ending.ahead) await this.expect(each, false);
    for (const [position, signed] of [...this.#ahead].sort(([a], [b]) => a - b)) {
      if (position <= this.#position) continue;
      this.#find(
        'cut_off',
        { position: this.#position + 1, id: null },
        say.chain.cutOff({
          from: this.#position + 1,
          to: position,
          until: latestOf(signed),
          kept: signed.some(({ kept }) => kept),
        }),
        position,
      );
      break;
    }
    for (const position of ending.seal ? ending.unsigned : []) {
      this.#find('inserted', { position, id: null }, say.record.afterSigned({ position }));
    }
    for (const id of ending.strays) {
      this.#find('inserted', { position: null, id }, say.record.neverPlaced({ id }));
    }
    for (const { what, id } of ending.unrecorded)
      this.#find('unrecorded', null, say.chain.unrecorded[what]({ id }));
    for (const item of await this.#erasures.unaccounted(this.#trail)) {
      this.#find('erased_unrecorded', item, item.says);
    }
    const findings = this.#findings.slice(0, MOST_FINDINGS);
    return {
      sound: findings.length === 0,
      records: this.records,
      first: this.records === 0 ? 0 : this.#trail.start.position + 1,
      last: this.records === 0 ? 0 : this.#position,
      erased: this.#erasures.counts,
      checkpoints: this.#checkpoints,
      signedAt: this.#signedAt,
      waiting: ending.waiting,
      findings,
    };
  }

  /** What tells of a person is what it was, or was removed in time. */
  #parts(item: ChainItem): void {
    if (item.record === null) return;
    const record = readRecord(item.record);
    if (!record) return;
    for (const part of ['staff', 'customer'] as const) {
      const [digest, text] = [record[part], item[part]];
      if (text === null && digest !== undefined) this.#erasures.add(part, record.at);
      else if (text !== null && (digest === undefined || sha256Text(text) !== digest)) {
        const { position } = item;
        this.#find('changed', item, say.record.partChanged({ position, part: say.parts[part] }));
      }
    }
    if (record.action === 'retention.applied') this.#erasures.allow(record.details);
  }

  /** Whether the chain is the one that was signed at this place. */
  #compare(position: number): void {
    const expected = this.#ahead.get(position);
    if (!expected) return;
    this.#ahead.delete(position);
    if (position !== this.#position) return;
    const hash = Buffer.from(this.#previous).toString('base64url');
    for (const { checkpoint, kept } of expected) {
      if (checkpoint.hash === hash) {
        this.#signed = Math.max(this.#signed, position);
        continue;
      }
      const from = Math.min(this.#signed + 1, position);
      this.#find(
        'rewritten',
        { position: from, id: null },
        say.chain.rewritten({ from, to: position, kept }),
        position,
      );
      // What follows is judged by itself.
      this.#signed = position;
    }
  }

  async #exportEnd(jws: string): Promise<void> {
    const end = await readExportEnd(jws, this.#keys);
    if (!end) {
      this.#find('forged_signature', null, say.file.endForged);
      return;
    }
    this.#checkpoints++;
    this.#signedAt = end.at;
    if (end.first !== this.#trail.start.position + 1) {
      this.#find(
        'removed',
        { position: end.first, id: null },
        say.file.beginningGone({ from: end.first, first: this.#trail.start.position + 1 }),
      );
    }
    const signed = { position: end.last, hash: end.hash, at: end.at };
    this.#ahead.set(end.last, [...(this.#ahead.get(end.last) ?? []), { checkpoint: signed, kept: false }]);
    if (end.last <= this.#position) this.#compare(end.last);
    if (end.last < this.#position) {
      this.#find(
        'inserted',
        { position: end.last + 1, id: null },
        say.file.addedAfterEnd(end),
        this.#position,
      );
    }
  }

  #find(
    kind: FindingKind,
    where: { readonly position: number | null; readonly id: number | null } | null,
    says: string,
    until: number | null = null,
  ): void {
    if (this.#findings.length > MOST_FINDINGS) return;
    this.#findings.push({ kind, position: where?.position ?? null, until, id: where?.id ?? null, says });
  }
}

function latestOf(signed: readonly { readonly checkpoint: Checkpoint }[]): string {
  const times = signed.map(({ checkpoint }) => checkpoint.at).toSorted();
  return times.at(-1) ?? '';
}

interface ReadRecord {
  readonly at: string;
  readonly action: string;
  readonly staff?: string;
  readonly customer?: string;
  readonly details: Readonly<Record<string, unknown>>;
}

/** A text that is no record has been changed, which its hash tells. */
function readRecord(text: string): ReadRecord | undefined {
  try {
    return JSON.parse(text) as ReadRecord; // written by toRecord; what was changed fails by its hash
  } catch {
    return undefined;
  }
}
