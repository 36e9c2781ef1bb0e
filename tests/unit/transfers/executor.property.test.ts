import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tries } from '../../support/property-runs';
import { amounts, type Step, standingDetail, World } from './world';

const turn = fc.record({
  do: fc.constant('turn' as const),
  which: fc.array(fc.nat(7), { minLength: 1, maxLength: 8 }),
});
const approve = fc.record({ do: fc.constant('approve' as const), grantSeconds: fc.constantFrom(5, 60, 600) });
const mood = fc.constantFrom('executes', 'lost', 'lost', 'unheard', 'refuses', 'turns_away');

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 12, arbitrary: turn },
  { weight: 3, arbitrary: approve },
  { weight: 3, arbitrary: fc.constant<Step>({ do: 'submit' }) },
  {
    weight: 3,
    arbitrary: fc.constantFrom<Step>({ do: 'agree' }, { do: 'ask' }, { do: 'resubmit' }),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom<Step>({ do: 'reopen' }, { do: 'cancel asking' }),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Step>(
      { do: 'cancel' },
      { do: 'refuse' },
      { do: 'deny' },
      { do: 'report fraud' },
      { do: 'let expire' },
    ),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('edit' as const), amount: fc.constantFrom(...amounts) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('bank' as const),
      moods: fc.array(mood, { minLength: 1, maxLength: 3 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.constant<Step>({ do: 'bank', moods: ['lost', 'turns_away'] }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('crash' as const),
      deathAt: fc.integer({ min: 1, max: 25 }),
      beforeEffect: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('time' as const), seconds: fc.constantFrom(0.5, 2, 10, 40) }),
  },
);

/** Something is submitted, and where nobody else has to agree before, the customer is asked. */
const beginning = fc
  .constantFrom(...amounts)
  .map((amount): Step[] => [
    { do: 'edit', amount },
    { do: 'time', seconds: 10 },
    { do: 'submit' },
    { do: 'time', seconds: 5 },
  ]);

/** How many runs came to what, so that it can be seen that they were worth something. */
const reached = { executed: 0, 'given up': 0, 'for people': 0, editions: 0, 'executed though nodes died': 0 };

test('whoever does what, and whichever node dies when, the bank executes what was approved, once, and the desk knows', async () => {
  await fc.assert(
    fc.asyncProperty(beginning, fc.array(step, { maxLength: 60, size: 'max' }), async (first, steps) => {
      const world = new World();
      for (const one of [...first, ...steps]) await world.take(one);
      await world.settle();

      const { bank, store } = world.desk;
      expect(world.faults).toEqual([]);
      expect(bank.overlap).toBeLessThanOrEqual(1);
      // Under one key the bank is only ever told one thing, and of one transfer it executes one edition.
      const bodies = new Map(bank.calls.map(({ key, detail }) => [key, JSON.stringify(detail)]));
      for (const { key, detail } of bank.calls) expect(JSON.stringify(detail)).toBe(bodies.get(key));
      expect(bank.executed.size).toBeLessThanOrEqual(1);

      const submissions = world.submissions();
      for (const { detail, key, tokens } of bank.calls) {
        const { requirement, amount } = submissions.get(detail.hash) ?? {};
        expect(key).toBe(`${world.id}.${detail.edition}`);
        expect(detail.instructedAmount).toMatchObject({ amount });
        if (requirement === 'none') expect(tokens.accessToken).toBe('of-the-desk');
        else expect(tokens.accessToken).toBe(world.approvals.get(String(detail.hash)));
        if (requirement === 'customer_and_second_person') {
          expect(world.secondPersonAgreedTo(detail.hash)).toBe(true);
        }
      }

      const { transfer } = world;
      const [execution] = bank.executed.values();
      expect(['authorized', 'executing']).not.toContain(transfer.status);
      if (transfer.status === 'executed') expect(execution?.detail).toEqual(standingDetail(transfer));
      // Once the machine has given up, what became of it may be for people to find out, and only then.
      const isForPeople = transfer.status === 'needs_reconciliation' && transfer.attemptAt === null;
      if (execution && !isForPeople) expect(transfer.status).toBe('executed');
      if (transfer.endedAt) expect(await store.listInUseOf(world.id)).toEqual([]);

      if (transfer.status === 'executed') reached.executed++;
      if (transfer.endedAt && transfer.status !== 'executed') reached['given up']++;
      if (isForPeople) reached['for people']++;
      if (transfer.edition > 1) reached.editions++;
      if (transfer.status === 'executed' && steps.some((one) => one.do === 'crash')) {
        reached['executed though nodes died']++;
      }
    }),
    { numRuns: tries(100) },
  );
  expect(
    Object.values(reached).every((count) => count > 4),
    JSON.stringify(reached),
  ).toBe(true);
}, 60_000);
