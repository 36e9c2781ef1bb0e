import { expect, test } from 'vitest';
import type { AuditEntry } from '@/lib/audit/entry';
import { IdleKeeper } from '@/lib/auth/idle-keeper';
import { ann, approved, pending, tokens } from '../../support/samples';
import { desk } from '../verification/desk';

function keeper(ended: { id: string; subject: string; name: string; hasOthers: boolean }[]) {
  const { deps, store, clock, ciba, log } = desk();
  const mine = { staffSubject: ann.subject };
  const [open, live] = [
    store.put(pending(mine)),
    store.put(approved({ ...mine, customerId: 'C-2' }), { tokens: tokens() }),
  ];
  const audit: AuditEntry[] = [];
  let fails = false;
  const sessions = {
    endIdle: async (_now: Date, auditOf: (session: (typeof ended)[number]) => AuditEntry) => {
      if (fails) throw new Error('away');
      const now = ended.splice(0);
      audit.push(...now.map(auditOf));
      return now;
    },
  };
  const idle = new IdleKeeper({ ...deps, sessions });
  idle.start();
  const states = () => [store.get(open.id).status, store.get(live.id).grantEnd];
  return { idle, clock, ciba, audit, states, log, fail: (now: boolean) => (fails = now) };
}

const session = { id: 's-1', subject: ann.subject, name: ann.name, hasOthers: false };

test('a session that nobody uses ends with all its person has open, and is recorded', async () => {
  const { idle, clock, ciba, audit, states } = keeper([session]);
  await clock.advance(5_000);
  expect(states()).toEqual(['cancelled', 'signed_out']);
  expect(ciba.revoked).toEqual([tokens()]);
  expect(audit).toMatchObject([
    {
      action: 'security.session_ended',
      actor: { subject: ann.subject, sessionId: 's-1' },
      details: { why: 'idle' },
    },
  ]);
  await idle.stop();
  expect(clock.waiting).toBe(0);
});

test('who works on in another browser keeps what they have open', async () => {
  const { idle, clock, states } = keeper([{ ...session, hasOthers: true }]);
  await clock.advance(5_000);
  expect(states()).toEqual(['pending', null]);
  await idle.stop();
});

test('a look that fails is made again', async () => {
  const { idle, clock, states, log, fail } = keeper([session]);
  fail(true);
  await clock.advance(5_000);
  expect(log.text()).toContain('could not be ended');
  expect(states()).toEqual(['pending', null]);
  fail(false);
  await clock.advance(5_000);
  expect(states()).toEqual(['cancelled', 'signed_out']);
  await idle.stop();
});
