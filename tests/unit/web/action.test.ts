import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { StaffActor } from '@/lib/actor';
import { AppError } from '@/lib/errors';
import { act } from '@/lib/web/action';
import { recordingLog } from '../../support/recording-log';
import { ann } from '../../support/samples';

const session = vi.hoisted((): { actor: StaffActor | undefined } => ({ actor: undefined }));
const logged = vi.hoisted(() => ({ log: {} }));
vi.mock('@/lib/web/session', () => ({ currentActor: async () => session.actor }));
vi.mock('@/lib/server', () => ({ server: async () => ({ log: logged.log }) }));

const verb =
  vi.fn<(deps: unknown, actor: StaffActor, id: string, said: string | undefined) => Promise<string>>();
let log: ReturnType<typeof recordingLog>;
beforeEach(() => {
  session.actor = ann;
  log = recordingLog();
  logged.log = log.log;
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
});
