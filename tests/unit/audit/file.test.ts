import { describe, expect, test } from 'vitest';
import { keeper } from '@/lib/actor';
import { GENESIS, hashOf } from '@/lib/audit/chain';
import { NoTrailError, partLine, readTrailFile } from '@/lib/audit/file';
import { createAuditKeys } from '@/lib/audit/keys';
import type { ChainItem, TrailPart } from '@/lib/audit/trail';
import { auditKeys } from '../../support/audit-keys';
import { exported, foundIn, proveFile } from './exported';
import { checkpoint, makeTrail } from './trails';

const entries = [
  { personal: { payee: 'Zoë "Z" \\ \u2028 \u{1f600}\n' } },
  { actor: keeper, details: { n: 1e21, m: -0, o: 0.1, p: null } },
  {},
];

async function read(lines: readonly string[]): Promise<TrailPart[]> {
  const { trail } = await readTrailFile(async function* () {
    yield* lines;
  });
  const parts: TrailPart[] = [];
  for await (const batch of trail.parts()) parts.push(...batch);
  return parts;
}

describe('an exported file', () => {
  test('says what was exported, letter by letter', async () => {
    const { items, signatures } = await makeTrail(entries);
    const [header = '', ...rest] = await exported(entries);
    const parts: TrailPart[] = [items[0], checkpoint(signatures[0]), items[1], items[2]].filter(
      (part) => !!part,
    );
    const found = await read([header, ...parts.map((part) => partLine(part).trimEnd()), rest.at(-1) ?? '']);
    const said = parts.map((part) =>
      part.kind === 'record'
        ? { ...part, mac: new Uint8Array(part.mac), hash: new Uint8Array(part.hash) }
        : { kind: part.kind, jws: part.kind === 'checkpoint' ? part.jws : '' },
    );
    expect(found).toMatchObject(said);
    expect(found).toHaveLength(said.length);
  });

  test('proves itself, with the keys in it or others', async () => {
    const text = (await exported(entries, [1, 2])).join('\n');
    const { keys } = await readTrailFile(async function* () {
      yield* text.split('\n');
    });
    expect(keys).toEqual(auditKeys.verifying);
    expect(await proveFile(text, keys)).toMatchObject({
      sound: true,
      records: 3,
      first: 1,
      last: 3,
      checkpoints: 3,
    });
    const other = await createAuditKeys([Buffer.alloc(32, 6).toString('base64url')]);
    expect((await proveFile(text, other.verifying)).findings).toMatchObject([
      { kind: 'forged_signature' },
      { kind: 'forged_signature' },
      { kind: 'forged_signature' },
    ]);
  });

  test('of nothing proves itself as well', async () => {
    expect(await proveFile((await exported([])).join('\n'))).toMatchObject({
      sound: true,
      records: 0,
      checkpoints: 1,
    });
  });

  test('of which the record of a place is gone says so', async () => {
    const lines = await exported(entries);
    const gone = (lines[2] ?? '').replace(
      /"record":.*,"mac"/,
      '"record":null,"staff":null,"customer":null,"mac"',
    );
    expect(await foundIn(lines.with(2, gone).join('\n'))).toMatchObject([{ kind: 'removed', position: 2 }]);
  });

  /** Whoever has SHA-256 makes a chain that holds in itself. */
  const linked = (items: readonly ChainItem[], before: Uint8Array) => {
    let previous = before;
    return items.map((item) => {
      previous = hashOf(previous, { ...item, record: item.record ?? '' });
      return partLine({ ...item, hash: previous }).trimEnd();
    });
  };

  test('rewritten with hashes that hold is not the one whose end was signed', async () => {
    const lines = await exported([{}, {}, {}]);
    const { items } = await makeTrail([{}, {}, {}]);
    const rewritten = [lines[0], ...linked(items, GENESIS), lines.at(-1)];
    expect(await foundIn(rewritten.join('\n'))).toMatchObject([{ kind: 'rewritten', position: 1, until: 3 }]);
  });

  test('lengthened with hashes that hold goes on after its signed end', async () => {
    const { items } = await makeTrail([{}, {}, {}, {}]);
    const lines = await exported([{}, {}]);
    const end = JSON.parse(lines[2] ?? '').hash as string; // as partLine wrote it
    const added = linked(items.slice(2), Buffer.from(end, 'base64url'));
    expect(await foundIn(lines.toSpliced(3, 0, ...added).join('\n'))).toMatchObject([
      { kind: 'inserted', position: 3, until: 4 },
    ]);
  });

  test('in which somebody is gone without a recorded removal says of whom it is', async () => {
    const lines = await exported([{}, {}, {}]);
    const gone = lines.map((line) =>
      line.replace(/"staff":\{"id.*?\},"customer"/, '"staff":null,"customer"'),
    );
    expect(await foundIn(lines.with(2, gone[2] ?? '').join('\n'))).toMatchObject([
      { kind: 'erased_unrecorded', position: 2 },
    ]);
  });

  test.each([
    ['nothing', ''],
    ['an empty line', '\n'],
    ['something else', '{"hello":"there"}'],
    [
      'a later version',
      JSON.stringify({ type: 'countersign-audit', version: 2, start: { position: 0, hash: '' }, keys: [] }),
    ],
    ['a list', '[]'],
    ['no JSON', 'position,id,record'],
  ])('is none when it begins with %s', async (_what, header) => {
    await expect(proveFile(header)).rejects.toThrow(NoTrailError);
  });

  test.each([
    ['no JSON', 'x'],
    ['a number', '7'],
    ['a list', '[]'],
    ['nothing we know', '{"note":"all is well"}'],
    ['a second end', 'end'],
  ])('with a line of %s tells which one', async (_what, line) => {
    const lines = await exported(entries);
    const added = lines.toSpliced(3, 0, line === 'end' ? (lines.at(-1) ?? '') : line);
    const found = await foundIn(added.join('\n'));
    expect(found?.[0]).toMatchObject({
      kind: 'unreadable',
      says: `Line ${line === 'end' ? 5 : 4} cannot be read.`,
    });
  });

  // Readers differ in which of two they take, and the one that was hashed need not be theirs.
  test.each([
    [
      'a name twice in a record',
      (line: string) => line.replace('"record":{', '"record":{"action":"transfer.executed",'),
    ],
    [
      'a record twice in a line',
      (line: string) => line.replace('"record":', '"record":{"action":"none"},"record":'),
    ],
    [
      'a name that JavaScript takes for its own',
      (line: string) => line.replace('"record":{', '"record":{"__proto__":{"n":1},'),
    ],
    [
      'such a name beside who acted',
      (line: string) => line.replace('"staff":{', '"staff":{"__proto__":{"n":1},'),
    ],
    [
      'something beside a checkpoint',
      (line: string) => line.replace('{"checkpoint"', '{"says":"never mind","checkpoint"'),
    ],
    ['something beside the end', (line: string) => line.replace('{"end"', '{"says":"never mind","end"')],
  ])('with %s is found out', async (_what, change) => {
    const lines = await exported([{}, {}, {}], [1]);
    const spoilt = lines.map(change);
    expect(spoilt).not.toEqual(lines);
    expect(await foundIn(spoilt.join('\n'))).not.toEqual([]);
  });

  test('is not made of what could not be read', () => {
    expect(() => partLine({ kind: 'rubbish', line: 3 })).toThrow(TypeError);
  });
});
