import { describe, expect, test, vi } from 'vitest';
import { getHistoryEntry } from '@/lib/history/get';
import { listHistory } from '@/lib/history/list';
import { newVerificationId } from '@/lib/verification/verification';
import { ann, staff, sue } from '../../support/samples';

const store = () => ({ newest: vi.fn(async () => []), get: vi.fn(async () => undefined) });

describe('the history', () => {
  test.each([
    ['an agent', ann],
    ['a teller', staff('staff-tom', ['teller'])],
    ['somebody without a role', staff('staff-new', [])],
  ])('is not for %s: nothing is even read', async (_who, actor) => {
    const history = store();
    await expect(listHistory({ history }, actor)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(getHistoryEntry({ history }, actor, newVerificationId())).rejects.toMatchObject({
      code: 'forbidden',
    });
    expect(history.newest).not.toHaveBeenCalled();
    expect(history.get).not.toHaveBeenCalled();
  });

  test('is for supervisors', async () => {
    expect(await listHistory({ history: store() }, sue)).toEqual([]);
  });

  test.each(['', 'ver_x', "ver_' or 1=1", 'ver_\0', newVerificationId()])('has no entry %j', async (id) => {
    await expect(getHistoryEntry({ history: store() }, sue, id)).rejects.toMatchObject({ code: 'not_found' });
  });
});
