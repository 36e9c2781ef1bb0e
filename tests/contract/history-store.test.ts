import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anything } from '@/lib/history/filter/view';
import { getHistoryEntry } from '@/lib/history/get';
import { listHistory } from '@/lib/history/list';
import { newVerificationId } from '@/lib/verification/verification';
import { engines } from '../support/engines';
import { type HistoryStage, openHistory } from '../support/history-stage';
import { ann, approved, bob, ended, later, pending, staff, sue } from '../support/samples';
import { entryOf } from '../support/store-stages';
import { draft } from '../support/transfer-samples';

const nora = staff('staff-nora', ['auditor']);

describe.each(engines)('the history on $name', (engine) => {
  let stage: HistoryStage;
  const older = ended('denied', { customerId: 'C-1', reason: 'fraud_reported', endedAt: later(5) });
  const newer = pending({ customerId: 'C-gone', requestedAt: later(10), callReference: 'K-1' });
  const quick = approved({ customerId: 'C-2', requestedAt: later(-60), endedAt: later(-55.64) });

  beforeAll(async () => {
    stage = await openHistory(engine);
    await stage.put([older, newer, quick]);
    for (const v of [older, newer, quick]) {
      const personal = { binding_message: v.bindingMessage };
      await stage.deps.audit.append({ ...entryOf(v, 'verification.requested'), personal });
    }
    await stage.deps.audit.append(entryOf(older, 'verification.denied'));
  });
  afterAll(() => stage.close());

  const actions = ({ timeline }: Awaited<ReturnType<typeof getHistoryEntry>>) =>
    timeline.map(({ action }) => action);

  test('lists the newest first, with the customer, also one who was removed', async () => {
    expect(await listHistory(stage.deps, sue, anything)).toMatchObject({
      rows: [
        {
          id: newer.id,
          customer: { id: 'C-gone', name: 'Removed customer' },
          status: 'pending',
          callReference: 'K-1',
          endedAt: null,
          answerSeconds: null,
        },
        {
          id: older.id,
          customer: { id: 'C-1', name: 'Maria Alvarez', number: 'C-1' },
          status: 'denied',
          reason: 'fraud_reported',
          requestedAt: '2026-03-02T09:00:00.000Z',
          endedAt: '2026-03-02T09:00:05.000Z',
          answerSeconds: 5,
        },
        { id: quick.id, answerSeconds: 4.4 },
      ],
      older: null,
    });
  });

  test('may be filtered by everybody who ever asked, under the name they bear now', async () => {
    const members = [
      { subject: bob.subject, name: 'Bob' },
      { subject: ann.subject, name: 'Ann' },
    ];
    await stage.db.insertInto('staff_members').values(members).execute();
    expect(await listHistory(stage.deps, sue, anything)).toMatchObject({ staff: [members[1], members[0]] });
    expect(await listHistory(stage.deps, ann, anything)).toMatchObject({ staff: [] });
  });

  test('tells one with all that was recorded about it, oldest first, the look at it included', async () => {
    const first = await getHistoryEntry(stage.deps, nora, older.id);
    expect(first).toMatchObject({ id: older.id, scope: older.scope, bindingMessage: 'CALL-KX7-4PT' });
    expect(actions(first)).toEqual(['verification.requested', 'verification.denied', 'history.entry_viewed']);
    expect(first.timeline[0]).toMatchObject({
      actor: { kind: 'staff', name: ann.name },
      details: { binding_message: 'CALL-KX7-4PT' },
      removed: false,
    });
    // Not that she was looked at.
    const own = await getHistoryEntry(stage.deps, ann, older.id);
    expect(actions(own)).toEqual(['verification.requested', 'verification.denied']);
    const second = await getHistoryEntry(stage.deps, sue, older.id);
    expect(second.timeline.slice(0, -2)).toEqual(first.timeline);
    expect(second.timeline.at(-1)).toMatchObject({
      action: 'history.entry_viewed',
      actor: { name: sue.name },
    });
  });

  test('has nothing of a colleague’s for an agent, and of what never was', async () => {
    await expect(getHistoryEntry(stage.deps, bob, older.id)).rejects.toMatchObject({ code: 'not_found' });
    const never = getHistoryEntry(stage.deps, sue, newVerificationId());
    await expect(never).rejects.toMatchObject({ code: 'not_found' });
  });

  test('keeps the code to itself while the customer is being asked', async () => {
    const entry = await getHistoryEntry(stage.deps, ann, newer.id);
    expect(entry.bindingMessage).toBeNull();
    expect(JSON.stringify(entry)).not.toContain(newer.spokenCode);
  });

  test('counts to a verification of what was recorded about a transfer only what names it', async () => {
    const { id: transferId } = draft();
    const about = { at: later(1), actor: ann, customerId: 'C-2', transferId };
    await stage.deps.audit.append({ ...about, action: 'transfer.submitted' });
    await stage.deps.audit.append({
      ...about,
      action: 'transfer.customer_approved',
      verificationId: quick.id,
    });
    expect(actions(await getHistoryEntry(stage.deps, sue, quick.id))).toEqual([
      'verification.requested',
      'transfer.customer_approved',
      'history.entry_viewed',
    ]);
  });

  test('says of what was removed in time that it was', async () => {
    await stage.db.transaction().execute(async (tx) => {
      await sql`set local countersign.retention = 'on'`.execute(tx);
      await tx
        .updateTable('audit')
        .set({ staff: null, customer: null })
        .where('verification_id', '=', quick.id)
        .execute();
      const gone = { customer_id: 'erased', binding_message: '', spoken_code: '' };
      await tx.updateTable('verifications').set(gone).where('id', '=', quick.id).execute();
    });
    const entry = await getHistoryEntry(stage.deps, sue, quick.id);
    expect(entry).toMatchObject({ bindingMessage: null, customer: { name: 'Removed customer' } });
    expect(entry.timeline[0]).toMatchObject({ actor: { name: 'Former member of staff' }, removed: true });
    expect(entry.timeline.at(-1)).toMatchObject({ actor: { name: sue.name }, removed: false });
  });
});
