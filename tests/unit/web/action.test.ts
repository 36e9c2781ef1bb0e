import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { StaffActor } from '@/lib/actor';
import type { RefusedAttempt } from '@/lib/audit/refusals';
import { authorize } from '@/lib/auth/permissions';
import { AppError } from '@/lib/errors';
import { act } from '@/lib/web/action';
import { recordingLog } from '../../support/recording-log';
import { ann } from '../../support/samples';

const session = vi.hoisted((): { actor: StaffActor | undefined } => ({ actor: undefined }));
const wired = vi.hoisted(() => ({ deps: {} }));
vi.mock('@/lib/web/session', () => ({ currentActor: async () => session.actor }));
vi.mock('next/headers', () => ({
  headers: async () =>
    new Headers({
      'x-countersign-path': '/customers/Maria?q=maria',
      'x-forwarded-for': '1.1.1.1, 203.0.113.7',
    }),
}));
vi.mock('@/lib/server', () => ({ server: async () => wired.deps }));

const verb =
  vi.fn<(deps: unknown, actor: StaffActor, id: string, said: string | undefined) => Promise<string>>();
let log: ReturnType<typeof recordingLog>;
let refused: RefusedAttempt[];
beforeEach(() => {
  session.actor = ann;
  log = recordingLog();
  refused = [];
  wired.deps = {
    log: log.log,
    env: { TRUSTED_PROXIES: 1 },
    refusals: { refused: (attempt: RefusedAttempt) => void refused.push(attempt) },
  };
  verb.mockReset().mockResolvedValue('done');
});

const problem = (code: string) => ({ ok: false, problem: { code, message: expect.any(String) } });

describe('an action', () => {
  test('runs its verb for who is signed in, with what was sent', async () => {
    expect(await act(['trf_1', ' B-1 '], verb)).toEqual({ ok: true, value: 'done' });
    expect(verb).toHaveBeenCalledWith(expect.anything(), ann, 'trf_1', 'B-1');
    await act(['trf_1'], verb);
    expect(verb).toHaveBeenLastCalledWith(expect.anything(), ann, 'trf_1', undefined);
  });

  test('runs nothing for nobody', async () => {
    session.actor = undefined;
    expect(await act(['trf_1'], verb)).toEqual(problem('unauthenticated'));
    expect(verb).not.toHaveBeenCalled();
  });

  test.each<[unknown, unknown]>([
    [undefined, undefined],
    ['', undefined],
    ['x'.repeat(101), undefined],
    [7, undefined],
    [{ id: 'trf_1' }, undefined],
    [['trf_1'], undefined],
    ['trf_1', 7],
    ['trf_1', null],
    ['trf_1', { $ne: null }],
    ['trf_1', 'x'.repeat(129)],
  ])('runs nothing for %j and %j, which no page of ours sends', async (id, said) => {
    expect(await act([id, said], verb)).toEqual(problem('invalid_input'));
    expect(verb).not.toHaveBeenCalled();
  });

  test('answers with its verb’s own faults, and of others only that there was one', async () => {
    verb.mockRejectedValueOnce(new AppError('conflict', 'Look again.'));
    expect(await act(['trf_1'], verb)).toEqual({
      ok: false,
      problem: { code: 'conflict', message: 'Look again.' },
    });
    verb.mockRejectedValueOnce(new Error('password of the database'));
    const answer = await act(['trf_1'], verb);
    expect(answer).toEqual(problem('internal'));
    expect(JSON.stringify(answer)).not.toContain('password');
    expect(log.at('error')).toBe(1);
  });

  test('never logs or repeats what was said', async () => {
    const secret = `4711${'x'.repeat(130)}`;
    expect(JSON.stringify(await act(['trf_1', secret], verb))).not.toContain('4711');
    expect(log.text()).not.toContain('4711');
  });

  test('that is refused is recorded by who, what and why, without a word of what was sent', async () => {
    verb.mockImplementationOnce(async (_deps, actor) => {
      authorize(actor, 'legal_hold.place');
      return 'done';
    });
    expect(await act(['Maria Alvarez', 'because'], verb)).toEqual(problem('forbidden'));
    expect(refused).toEqual([
      {
        action: 'security.refused',
        actor: ann,
        details: { door: 'action', at: '/customers/[id]', attempt: 'legal_hold.place', why: 'role' },
      },
    ]);
  });

  test('about what is somebody else’s is answered as if it were not there, and recorded for what it is', async () => {
    const refusal = { why: 'person', verificationId: 'ver_1', customerId: 'C-1' };
    const [theirs, nobodys] = [{ refusal }, {}].map(
      (options) => new AppError('not_found', 'There is no such verification.', options),
    );
    verb.mockRejectedValueOnce(theirs).mockRejectedValueOnce(nobodys);
    expect(await act(['ver_1'], verb)).toEqual(await act(['ver_2'], verb));
    expect(refused).toMatchObject([{ actor: ann, verificationId: 'ver_1', details: { why: 'person' } }]);
  });

  test('that no page of ours sends is recorded as forged, from where the proxy says', async () => {
    session.actor = undefined;
    await act(['trf_1'], verb);
    expect(refused, 'whose session ended is no forger').toEqual([]);
    session.actor = ann;
    await act([7], verb);
    expect(refused).toMatchObject([{ action: 'security.forged', actor: ann, details: { why: 'body' } }]);
  });

  test('stays refused when it cannot be recorded', async () => {
    wired.deps = {
      ...wired.deps,
      refusals: {
        refused: () => {
          throw new Error('out of order');
        },
      },
    };
    verb.mockRejectedValueOnce(new AppError('forbidden', 'No.'));
    expect(await act(['trf_1'], verb)).toEqual(problem('forbidden'));
    expect(log.at('error')).toBe(1);
  });
});
