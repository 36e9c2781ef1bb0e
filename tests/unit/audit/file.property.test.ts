import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { keeper } from '@/lib/actor';
import { tries } from '../../support/property-runs';
import { exported, foundIn, linesOf } from './exported';

/** Small, so that each of its bytes can be tried; with everything in it that a file can have. */
let lines: string[];
let bytes: Buffer;
beforeAll(async () => {
  lines = await exported(
    [
      { personal: { payee: 'Zoë' } },
      { details: { n: 2, rate: 0.5, said: 'a "b"\\c', ok: true, x: null } },
      {
        actor: keeper,
        action: 'retention.applied',
        details: { class: 'staff', before: '2026-01-01T00:00:00.000Z' },
      },
    ],
    [1, 2],
  );
  bytes = Buffer.from(`${lines.join('\n')}\n`);
});

const base64url = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** What a byte may become: another spelling of the same bits, a neighbour, the other case, anything. */
function alternatives(byte: number, random: () => number): number[] {
  const at = base64url.indexOf(String.fromCharCode(byte));
  const spelt = at < 0 ? [] : [1, 2, 3, 4, 8, 15].map((bits) => base64url.charCodeAt((at ^ bits) & 63));
  return [...spelt, byte ^ 0x20, 0x20, 0x0a, 0x0d, 0x22, 0x30, Math.floor(random() * 256)].filter(
    (other) => other !== byte,
  );
}

/**
 * What the lines say, whoever reads them. The public keys are left out: they are for comparing with the ones that were
 * given, which is what the file is proved with here.
 */
function meaning(text: string): unknown {
  return linesOf(text)
    .filter(Boolean)
    .map((line, index) => {
      const value: unknown = JSON.parse(line);
      return index === 0 ? { ...(value as object), keys: null } : value;
    });
}

function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Every byte in a long run, one in so many otherwise. */
const STEP = Math.ceil(8 / tries(1));

describe('an exported file', () => {
  test('is found out whichever byte is changed, or says the same as before', async () => {
    const seed = 20261122;
    const next = random(seed);
    const missed: string[] = [];
    let harmless = 0;
    for (let at = Math.floor(next() * STEP); at < bytes.length; at += STEP) {
      const choices = alternatives(bytes[at] ?? 0, next);
      const changed = Buffer.from(bytes);
      changed[at] = choices[Math.floor(next() * choices.length)] ?? 0;
      const text = changed.toString();
      const found = await foundIn(text).catch(String);
      if (found === null || (typeof found !== 'string' && found.length > 0)) continue;
      if (typeof found !== 'string' && isDeepStrictEqual(meaning(text), meaning(bytes.toString())))
        harmless++;
      else
        missed.push(
          `${found}, byte ${at} became ${changed[at]}: ${text.slice(Math.max(at - 30, 0), at + 30)}`,
        );
    }
    expect(missed, `seed ${seed}`).toEqual([]);
    // Line ends, and what is in the keys: were it more, this test would not look at what it means to.
    expect(harmless).toBeLessThan(bytes.length / STEP / 10);
  }, 120_000);

  test('is found out by any other spelling of the bits that end a hash, a mark or a signature', async () => {
    const text = bytes.toString();
    const ends = [...text.matchAll(/"(?:mac|hash|checkpoint|end)":"[\w.-]+"/g)].map(
      (match) => match.index + match[0].length - 2,
    );
    expect(ends).toHaveLength(10);
    for (const at of ends) {
      for (const other of base64url) {
        if (other === text[at]) continue;
        const found = await foundIn(`${text.slice(0, at)}${other}${text.slice(at + 1)}`);
        expect(found, `${other} for ${text[at]} at ${at}`).not.toEqual([]);
      }
    }
  }, 60_000);

  test('of which records, or the end, are gone, are there twice or have changed places is found out', async () => {
    const isCheckpoint = (line: string) => line.startsWith('{"checkpoint"');
    for (const [at, line] of lines.entries()) {
      if (isCheckpoint(line)) continue;
      const without = lines.toSpliced(at, 1);
      expect(await foundIn(without.join('\n')), `without line ${at + 1}`).not.toEqual([]);
      for (let to = 0; to <= lines.length; to++) {
        const twice = lines.toSpliced(to, 0, line);
        expect(await foundIn(twice.join('\n')), `line ${at + 1} again at ${to + 1}`).not.toEqual([]);
      }
    }
  }, 60_000);

  test('of which any two lines were exchanged is found out', async () => {
    const missed: string[] = [];
    for (let a = 0; a < lines.length; a++) {
      for (let b = a + 1; b < lines.length; b++) {
        const exchanged = lines.with(a, lines[b] ?? '').with(b, lines[a] ?? '');
        const found = await foundIn(exchanged.join('\n'));
        if (found?.length === 0) missed.push(`${a + 1} and ${b + 1}`);
      }
    }
    expect(missed).toEqual([]);
  }, 60_000);

  // That a checkpoint is missing cannot be known: the signed end covers every record without it. Nor does one that is
  // there twice say anything new.
  test('without its checkpoints still holds, because its end is signed', async () => {
    const without = lines.filter((line) => !line.startsWith('{"checkpoint"'));
    expect(without).toHaveLength(lines.length - 2);
    expect(await foundIn(without.join('\n'))).toEqual([]);
  });

  test('that was cut off anywhere is found out', async () => {
    const lineEnds = lines.map((_, index) => lines.slice(0, index + 1).join('\n').length);
    const cut = fc.oneof(
      fc.integer({ min: 0, max: bytes.length - 2 }),
      fc.constantFrom(...lineEnds.slice(0, -1).flatMap((end) => [end - 1, end, end + 1, end + 2])),
    );
    await fc.assert(
      fc.asyncProperty(cut, async (length) => {
        const found = await foundIn(bytes.subarray(0, length).toString());
        expect(found).not.toEqual([]);
      }),
      { numRuns: tries(50) },
    );
  }, 60_000);

  test('that begins later than it did is found out', async () => {
    const [header = '', first = '', , ...rest] = lines;
    const { start: _, ...others } = JSON.parse(header);
    const { position, hash } = JSON.parse(first);
    const shorter = [JSON.stringify({ ...others, start: { position, hash } }), ...rest];
    expect(await foundIn(shorter.join('\n'))).toMatchObject([{ kind: 'removed', position: 1 }]);
  });
});
