import { describe, expect, test } from 'vitest';
import { getHistoryEntry } from '@/lib/history/get';
import type { TimelineItem } from '@/lib/history/view';
import { newVerificationId } from '@/lib/verification/verification';
import { ann, bob, maria, staff, sue } from '../../support/samples';
import { historyDesk, historyEntry } from './history-desk';

const asked: TimelineItem = {
  at: '2026-03-02T09:00:00.000Z',
  actor: { kind: 'staff', name: ann.name },
  action: 'verification.requested',
  details: { status: 'requested', binding_message: 'CALL-KX7-4PT' },
  removed: false,
};

function deskWith(entry = historyEntry()) {
  const desk = historyDesk();
  desk.deps.history.find.mockResolvedValue({ staffSubject: ann.subject, entry });
  desk.deps.history.timeline.mockResolvedValue([asked]);
  return { ...desk, entry };
}

describe('an entry', () => {
  test.each([ann, sue, staff('staff-nora', ['auditor'])])('is shown to $subject', async (actor) => {
    const { deps, entry } = deskWith();
    expect(await getHistoryEntry(deps, actor, entry.id)).toEqual({
      ...entry,
      timeline: [asked],
      reports: [],
    });
  });

  test('of a colleague does not exist for an agent, and nothing is recorded', async () => {
    const { deps, entry, recorded } = deskWith();
    await expect(getHistoryEntry(deps, bob, entry.id)).rejects.toMatchObject({ code: 'not_found' });
    expect(recorded).toEqual([]);
    expect(deps.history.timeline).not.toHaveBeenCalled();
  });

  test('is for nobody without a role: nothing is even read', async () => {
    const { deps, entry } = deskWith();
    const nobody = staff(ann.subject, []);
    await expect(getHistoryEntry(deps, nobody, entry.id)).rejects.toMatchObject({ code: 'forbidden' });
    expect(deps.history.find).not.toHaveBeenCalled();
  });

  test.each(['', 'ver_x', "ver_' or 1=1", 'ver_\0'])(
    '%j does not exist, and is not looked up',
    async (id) => {
      const { deps } = deskWith();
      await expect(getHistoryEntry(deps, sue, id)).rejects.toMatchObject({ code: 'not_found' });
      expect(deps.history.find).not.toHaveBeenCalled();
    },
  );

  test('that never was does not exist', async () => {
    const { deps, recorded } = historyDesk();
    const gone = getHistoryEntry(deps, sue, newVerificationId());
    await expect(gone).rejects.toMatchObject({ code: 'not_found' });
    expect(recorded).toEqual([]);
  });

  test('keeps the code to itself while the customer is being asked', async () => {
    const { deps, entry } = deskWith(historyEntry({ status: 'pending', reason: null, endedAt: null }));
    const shown = await getHistoryEntry(deps, sue, entry.id);
    expect(shown.bindingMessage).toBeNull();
    expect(shown.timeline).toEqual([{ ...asked, details: { status: 'requested' } }]);
  });

  test('does not tell those who are looked at who looked', async () => {
    const look = {
      ...asked,
      action: 'history.entry_viewed',
      actor: { kind: 'staff' as const, name: 'Nora' },
    };
    const { deps, entry } = deskWith();
    deps.history.timeline.mockResolvedValue([asked, look]);
    expect((await getHistoryEntry(deps, ann, entry.id)).timeline).toEqual([asked]);
    expect((await getHistoryEntry(deps, sue, entry.id)).timeline).toEqual([asked, look]);
  });

  test('is recorded as looked at before anything of it is told', async () => {
    const { deps, entry, recorded } = deskWith();
    await getHistoryEntry(deps, sue, entry.id);
    expect(recorded).toEqual([
      {
        at: deps.clock.now(),
        actor: sue,
        action: 'history.entry_viewed',
        verificationId: entry.id,
        customerId: maria.id,
      },
    ]);
    deps.history.timeline.mockClear();
    deps.audit.append.mockRejectedValueOnce(new Error('the database is away'));
    await expect(getHistoryEntry(deps, sue, entry.id)).rejects.toThrow('away');
    expect(deps.history.timeline).not.toHaveBeenCalled();
  });
});
