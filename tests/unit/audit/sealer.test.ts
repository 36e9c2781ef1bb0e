import { beforeEach, describe, expect, test, vi } from 'vitest';
import { GENESIS, hashOf } from '@/lib/audit/chain';
import type { ChainStore } from '@/lib/audit/chain-store';
import { readCheckpoint, signCheckpoint } from '@/lib/audit/checkpoint';
import { createAuditKeys } from '@/lib/audit/keys';
import { Sealer, TrailAlteredError, type Witness } from '@/lib/audit/sealer';
import { auditKeys } from '../../support/audit-keys';
import { eventually } from '../../support/eventually';
import { FakeClock, quiet } from '../../support/fake-clock';
import { type RecordingLog, recordingLog } from '../../support/recording-log';
import { MemoryChain } from './memory-chain';

let chain: MemoryChain;
let clock: FakeClock;
let logged: RecordingLog;
let kept: string[];
let witness: Witness;
let sealer: Sealer;

beforeEach(() => {
  chain = new MemoryChain();
  clock = new FakeClock();
  logged = recordingLog();
  kept = [];
  witness = witnessOf(kept);
  sealer = node();
});

function witnessOf(list: string[]): Witness {
  const noted: string[] = [];
  return {
    newest: async () => [...noted.slice(-1), ...list.slice(-1)],
    keep: async (jws) => void list.push(jws),
    note: async (jws) => void noted.push(jws),
  };
}

function node(other: Witness = witness, keys = auditKeys): Sealer {
  return new Sealer({
    chain: chain as Pick<ChainStore, 'extend' | 'look' | 'retryRefused'> as ChainStore,
    keys,
    witness: other,
    clock,
    log: logged.log,
  });
}

const head = () => readCheckpoint(chain.jws ?? '', auditKeys.verifying);

describe('sealing', () => {
  test('gives each record that waits the next place, links it and signs the end', async () => {
    const waiting = chain.write(3);
    await sealer.seal();
    let previous: Uint8Array = GENESIS;
    const expected = waiting.map((each, index) => {
      previous = hashOf(previous, { ...each, position: index + 1 });
      return { position: index + 1, id: each.id, hash: previous };
    });
    expect(chain.links).toEqual(expected);
    expect(await head()).toMatchObject({
      position: 3,
      hash: Buffer.from(previous).toString('base64url'),
      at: clock.now().toISOString(),
    });
    chain.write(2);
    await sealer.seal();
    expect(chain.links.map(({ position }) => position)).toEqual([1, 2, 3, 4, 5]);
    expect(await head()).toMatchObject({ position: 5 });
  });

  test('goes on until nothing waits, however much it is', async () => {
    chain.write(1001);
    await sealer.seal();
    expect(chain.waiting).toEqual([]);
    expect(chain.links).toHaveLength(1001);
    expect(chain.limits).toEqual([500, 500, 500]);
  });

  test('is done by one after the other, however many ask for it, so that no older end is noted last', async () => {
    const noted: number[] = [];
    let atOnce = 0;
    let most = 0;
    const slow: Witness = {
      ...witness,
      note: async (jws) => {
        most = Math.max(most, ++atOnce);
        const { position } = (await readCheckpoint(jws, auditKeys.verifying)) ?? { position: 0 };
        await quiet();
        noted.push(position);
        atOnce -= 1;
      },
    };
    const busy = node(slow);
    chain.write(1);
    const first = busy.seal();
    await quiet();
    chain.write(1);
    await Promise.all([first, busy.seal(), busy.seal()]);
    expect(noted).toEqual([1, 2]);
    expect(most).toBe(1);
    // One that fails keeps nobody from the next.
    vi.spyOn(slow, 'note').mockRejectedValueOnce(new Error('disk full'));
    chain.write(1);
    await expect(busy.seal()).rejects.toThrow('disk full');
    chain.write(1);
    await busy.seal();
    expect(await head()).toMatchObject({ position: 4 });
  });

  test('signs nothing where nothing waits', async () => {
    await sealer.seal();
    expect(chain.jws).toBeUndefined();
    expect(kept).toEqual([]);
  });

  test('gives no place to what was not marked by our own writers, says so, and to all others', async () => {
    const other = await createAuditKeys([Buffer.alloc(32, 6).toString('base64url')]);
    const [first, , third] = chain.write(1).concat(chain.write(1, other), chain.write(1));
    await sealer.seal();
    expect(chain.links.map(({ id, position }) => [position, id])).toEqual([
      [1, first?.id],
      [2, third?.id],
    ]);
    expect(chain.waiting).toEqual([]);
    expect(logged.at('error')).toBe(1);
  });

  test('gives a place to what another node refused, once a node comes up that has its key', async () => {
    const other = await createAuditKeys([Buffer.alloc(32, 6).toString('base64url')]);
    chain.write(1, other);
    chain.write(1);
    await sealer.seal();
    expect(chain.links.map(({ id }) => id)).toEqual([2]);
    const rotated = await createAuditKeys([6, 5].map((byte) => Buffer.alloc(32, byte).toString('base64url')));
    await node(witness, rotated).seal();
    expect(chain.links.map(({ id }) => id)).toEqual([2, 1]);
  });

  test('signs nothing when none of them was ours', async () => {
    chain.write(2, await createAuditKeys([Buffer.alloc(32, 6).toString('base64url')]));
    await sealer.seal();
    expect(chain.jws).toBeUndefined();
    expect(chain.links).toEqual([]);
  });

  test('goes on with what an older key marked and signed', async () => {
    chain.write(1);
    await sealer.seal();
    chain.write(1);
    const seeds = [6, 5].map((byte) => Buffer.alloc(32, byte).toString('base64url'));
    const rotated = await createAuditKeys(seeds);
    await node(witness, rotated).seal();
    expect(chain.links).toHaveLength(2);
    expect(await readCheckpoint(chain.jws ?? '', rotated.verifying)).toMatchObject({
      kid: rotated.signing.kid,
    });
  });
});

describe('a checkpoint is kept for good', () => {
  test('at first, and then once a minute at most', async () => {
    for (const wait of [0, 30_000, 29_999, 1, 59_999, 1]) {
      await clock.advance(wait);
      chain.write(1);
      await sealer.seal();
    }
    const positions = await Promise.all(
      kept.map(async (jws) => (await readCheckpoint(jws, auditKeys.verifying))?.position),
    );
    expect(positions).toEqual([1, 4, 6]);
    expect(chain.kept.map(({ position }) => position)).toEqual([1, 4, 6]);
    expect(chain.kept.map(({ jws }) => jws)).toEqual(kept);
  });

  test('only when what it says was committed', async () => {
    chain.write(2);
    chain.failing = new Error('the connection was lost');
    await expect(sealer.seal()).rejects.toThrow('the connection was lost');
    expect(kept).toEqual([]);
    chain.failing = null;
    await sealer.seal();
    expect(chain.links).toHaveLength(2);
    expect(kept).toHaveLength(1);
    expect(sealer.stoppedBecause).toBeNull();
  });

  test('and where it cannot be, what was sealed stays sealed and the next one is', async () => {
    let full = true;
    const disk: Witness = {
      newest: async () => kept.slice(-1),
      note: async () => {},
      keep: async (jws) => {
        if (full) throw new Error('ENOSPC');
        kept.push(jws);
      },
    };
    sealer = node(disk);
    chain.write(1);
    await expect(sealer.seal()).rejects.toThrow('ENOSPC');
    expect(chain.links).toHaveLength(1);
    full = false;
    await clock.advance(60_000);
    chain.write(1);
    await sealer.seal();
    expect(kept).toEqual([chain.jws]);
  });
});

describe('nothing is added to a chain', () => {
  beforeEach(async () => {
    chain.write(3);
    await sealer.seal();
    chain.write(1);
  });

  const refused = async (by: Sealer, says: string | RegExp) => {
    const [links, jws, waiting] = [chain.links.length, chain.jws, chain.waiting.length];
    await expect(by.seal()).rejects.toThrow(TrailAlteredError);
    expect(by.stoppedBecause).toMatch(says);
    expect([chain.links.length, chain.jws, chain.waiting.length]).toEqual([links, jws, waiting]);
  };

  test('without a signature', async () => {
    chain.jws = undefined;
    await refused(sealer, 'records and no signature');
    await refused(node(witnessOf([])), 'records and no signature');
  });

  test('that another key signed', async () => {
    const other = await createAuditKeys([Buffer.alloc(32, 6).toString('base64url')]);
    const { position, hash, at } = (await head()) ?? { position: 0, hash: '', at: '' };
    chain.jws = await signCheckpoint(other, { position, hash, at });
    await refused(node(witnessOf([])), 'not made with a key of AUDIT_KEYS');
  });

  test('that ends elsewhere than was signed, or otherwise', async () => {
    const [, , third] = chain.links;
    chain.links.splice(2);
    await refused(node(witnessOf([])), 'does not end as it was signed');
    chain.links.push({ position: 3, id: 3, hash: Buffer.alloc(32, 1) });
    await refused(node(witnessOf([])), 'does not end as it was signed');
    chain.links.splice(2, 1, ...(third ? [{ ...third, position: 5 }] : []));
    await refused(node(witnessOf([])), 'does not end as it was signed');
    chain.links.splice(2, 1, ...(third ? [third] : []));
    await node(witnessOf([])).seal();
    expect(chain.links).toHaveLength(4);
  });

  test('that was set back, by a node that saw more or has it in its file', async () => {
    const early = { jws: chain.jws, links: [...chain.links] };
    await clock.advance(60_000);
    await sealer.seal();
    chain.write(1);
    chain.jws = early.jws;
    chain.links = early.links;
    await refused(sealer, /ends with record 3; .* record 4 was there/);
    await refused(node(witness), /ends with record 3; .* record 4 was there/);
    // A restored backup looks like that, and knows nothing of what was reported since.
    await refused(
      sealer,
      `at ${clock.now().toISOString()}. If a backup was restored, alarms raised after it`,
    );
    // One that never saw it cannot know.
    await node(witnessOf([])).seal();
    expect(chain.links).toHaveLength(4);
  });

  test('that was cut within the minute, by a node that was started anew since', async () => {
    const early = { jws: chain.jws, links: [...chain.links] };
    await clock.advance(1_000);
    await sealer.seal();
    expect(chain.links).toHaveLength(4);
    chain.jws = early.jws;
    chain.links = early.links;
    chain.write(1);
    await refused(node(witness), /ends with record 3; .* record 4 was there/);
  });

  test('that was cut by the time the node that sealed it is gone, by another', async () => {
    const other = node(witnessOf([]));
    await other.seal();
    const early = { jws: chain.jws, links: [...chain.links] };
    chain.write(1);
    await sealer.seal();
    await clock.advance(2_000);
    await other.seal();
    chain.jws = early.jws;
    chain.links = early.links;
    // Also while nothing waits.
    await clock.advance(2_000);
    await refused(other, /record 5 was there/);
  });

  test('that was emptied', async () => {
    chain.jws = undefined;
    chain.links = [];
    await refused(sealer, /ends with record 0; .* record 3 was there/);
  });

  test('that is as long as it was and another one', async () => {
    const hash = Buffer.alloc(32, 1);
    chain.links.splice(2, 1, { position: 3, id: 3, hash });
    chain.jws = await signCheckpoint(auditKeys, {
      position: 3,
      hash: hash.toString('base64url'),
      at: clock.now().toISOString(),
    });
    await refused(sealer, /record 3 was there/);
  });

  test('until it is what it was again', async () => {
    const { jws } = chain;
    chain.jws = undefined;
    await refused(sealer, 'no signature');
    chain.jws = jws;
    await sealer.seal();
    expect(sealer.stoppedBecause).toBeNull();
    expect(chain.links).toHaveLength(4);
  });

  // Once another node has gone past what this one saw, that it was set back must not be forgotten.
  test('that was set back and then outgrew what this node saw', async () => {
    await clock.advance(60_000);
    const early = { jws: chain.jws, links: [...chain.links] };
    await sealer.seal();
    chain.jws = early.jws;
    chain.links = early.links;
    chain.write(3, auditKeys);
    await node(witnessOf([])).seal();
    expect(chain.links.length).toBeGreaterThan(4);
    chain.write(1);
    await refused(sealer, /record 4 was there/);
  });
});

describe('a node', () => {
  test('seals what was written within half a second, again and again, until it is stopped', async () => {
    sealer.start();
    chain.write(1);
    await clock.advance(0);
    await eventually(() => expect(clock.waiting).toBe(1));
    expect(chain.links).toHaveLength(1);
    chain.write(1);
    await clock.advance(499);
    expect(chain.limits).toHaveLength(1);
    await clock.advance(1);
    await eventually(() => expect(clock.waiting).toBe(1));
    expect(chain.links).toHaveLength(2);
    await sealer.stop();
    chain.write(1);
    await clock.advance(60_000);
    expect(chain.links).toHaveLength(2);
    expect(clock.waiting).toBe(0);
  });

  test('logs what keeps it from sealing, and tries again a little later', async () => {
    chain.failing = new Error('the connection was lost');
    sealer.start();
    chain.write(1);
    await clock.advance(0);
    await eventually(() => expect(logged.text()).toContain('the connection was lost'));
    chain.failing = null;
    await clock.advance(9_999);
    expect(chain.limits).toHaveLength(1);
    await clock.advance(1);
    await eventually(() => expect(chain.links).toHaveLength(1));
    await sealer.stop();
  });

  test('that is stopped waits for the work it has begun', async () => {
    sealer.start();
    chain.write(1);
    const opened = chain.hold();
    await clock.advance(0);
    let stopped = false;
    const stopping = sealer.stop().then(() => {
      stopped = true;
    });
    await quiet();
    expect(stopped).toBe(false);
    opened();
    await stopping;
    expect(chain.links).toHaveLength(1);
  });

  test('leaves it to another that is at it', async () => {
    const other = node(witnessOf([]));
    chain.write(4);
    await Promise.all([sealer.seal(), other.seal()]);
    expect(chain.links.map(({ position }) => position)).toEqual([1, 2, 3, 4]);
    chain.write(2);
    await other.seal();
    chain.write(2);
    await sealer.seal();
    expect(chain.links.map(({ position }) => position)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect([sealer.stoppedBecause, other.stoppedBecause]).toEqual([null, null]);
  });
});
