import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Transport } from '@/lib/ciba/transport';
import { type KeySource, publishedKeys, verifySignature } from '@/lib/security-events/keys';
import { readToken } from '@/lib/security-events/token';
import { FakeClock } from '../../support/fake-clock';
import { type RecordingLog, recordingLog } from '../../support/recording-log';
import { newTransmitter, type SigningTransmitter } from '../../support/security-events';

let first: SigningTransmitter;
let second: SigningTransmitter;
beforeAll(async () => {
  first = await newTransmitter();
  const other = await newTransmitter();
  // Some use the same name for their next key.
  second = { ...other, jwk: { ...other.jwk, kid: first.jwk.kid ?? '' } };
});

let clock: FakeClock;
let asked: number;
let answer: () => Response;
let keys: KeySource;
let log: RecordingLog;
beforeEach(() => {
  clock = new FakeClock();
  log = recordingLog();
  asked = 0;
  answer = () => Response.json({ keys: [first.jwk] });
  const transport: Transport = async () => {
    asked++;
    return answer();
  };
  keys = publishedKeys('https://app.bank.example/jwks', transport, clock, log.log);
});

async function verdict(by: SigningTransmitter, kid = by.jwk.kid) {
  const token = readToken(await by.sign({}, { kid }));
  if (token.kind !== 'token') throw new Error(token.description);
  return verifySignature(token, keys);
}

describe('published keys', () => {
  test('are read once for many tokens, and again after an hour', async () => {
    expect(await Promise.all([verdict(first), verdict(first)])).toEqual(['genuine', 'genuine']);
    clock.jump(3_599_000);
    await verdict(first);
    expect(asked).toBe(1);
    clock.jump(1_000);
    await verdict(first);
    expect(asked).toBe(2);
  });

  test.each(['a new name', 'the same name'])('that changed, under %s, are read anew', async (named) => {
    await verdict(first);
    clock.jump(2_000);
    const { jwk } = second;
    const kid = named === 'a new name' ? 'next' : jwk.kid;
    answer = () => Response.json({ keys: [{ ...jwk, kid }] });
    expect(await verdict(second, kid)).toBe('genuine');
    expect(asked).toBe(2);
  });

  test('are not asked for without end: a flood of tokens with unknown keys reads them once', async () => {
    await verdict(first);
    clock.jump(2_000);
    const forged = await Promise.all(Array.from({ length: 20 }, () => verdict(second, 'unknown')));
    expect(new Set(forged)).toEqual(new Set(['unknown_key']));
    expect(await verdict(second)).toBe('forged');
    expect(asked).toBe(2);
  });

  test.each<[string, () => Response]>([
    ['away', () => new Response('', { status: 503 })],
    ['no key set', () => Response.json({})],
    ['unreadable', () => new Response('<html>')],
    ['elsewhere', () => new Response(null, { status: 302, headers: { location: 'https://evil.example' } })],
  ])('that are %s leave the token unjudged, and are asked for again in a moment', async (_what, failing) => {
    answer = failing;
    expect(await verdict(first)).toBe('unavailable');
    expect(await verdict(first)).toBe('unavailable');
    expect([asked, log.at('warn')], 'and the log says so, once').toEqual([1, 1]);
    answer = () => Response.json({ keys: [first.jwk] });
    clock.jump(2_000);
    expect(await verdict(first)).toBe('genuine');
  });

  test('once known serve on while they cannot be read, and call nothing wrong meanwhile', async () => {
    await verdict(first);
    answer = () => new Response('', { status: 500 });
    clock.jump(3_600_000);
    expect(await verdict(first)).toBe('genuine');
    expect(await verdict(second)).toBe('unavailable');
    expect(await verdict(first)).toBe('genuine');
    expect(asked).toBe(2);
  });

  test('that nobody can use are as good as none', async () => {
    answer = () => Response.json({ keys: [{ ...first.jwk, x: 'AA' }] });
    expect(await verdict(first)).toBe('unknown_key');
  });
});
