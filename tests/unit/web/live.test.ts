import { describe, expect, test } from 'vitest';
import type { Server } from '@/lib/server';
import { liveStream, noHead } from '@/lib/web/live';
import { FakeClock } from '../../support/fake-clock';
import { ann } from '../../support/samples';

/** A desk on which a session lives as long as `isLive` says. */
function desk(isLive: (sessionId: string) => boolean): Server {
  const deps = { clock: new FakeClock(), sessions: { isLive: async (id: string) => isLive(id) } };
  return deps as unknown as Server; // all of it that a stream touches
}

async function* counting(upTo: number): AsyncGenerator<number> {
  for (let n = 1; n <= upTo; n++) yield n;
}

const read = (deps: Server, source: AsyncIterable<number>, signal = new AbortController().signal) =>
  liveStream(deps, ann, source, (n) => ({ event: 'number', id: n, data: { n } }), signal).text();

describe('a stream for one person', () => {
  test('tells everything in order, each with its id', async () => {
    const text = await read(
      desk((id) => id === ann.sessionId),
      counting(3),
    );
    expect(text.match(/^id: ?\d$/gm)).toEqual(['id: 1', 'id: 2', 'id: 3']);
    expect(text).toContain('event: number');
    expect(text).toContain('data: {"n":3}');
  });

  test('ends with the session it was opened in, before anything more is told', async () => {
    let asked = 0;
    const text = await read(
      desk(() => ++asked < 3),
      counting(9),
    );
    expect(text).toContain('data: {"n":2}');
    expect(text).not.toContain('data: {"n":3}');
  });

  test('tells nothing at all to a session that has ended', async () => {
    expect(
      await read(
        desk(() => false),
        counting(9),
      ),
    ).not.toContain('data:');
  });

  test('lets go of its source when the session has ended', async () => {
    let released = false;
    async function* source(): AsyncGenerator<number> {
      try {
        yield* counting(9);
      } finally {
        released = true;
      }
    }
    await read(
      desk(() => false),
      source(),
    );
    expect(released).toBe(true);
  });
});

test('asking for the head of a stream is answered at once, without opening one', () => {
  expect(noHead()).toMatchObject({ status: 405 });
  expect(noHead().headers.get('allow')).toBe('GET');
});
