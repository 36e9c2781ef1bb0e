import fc from 'fast-check';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { keeper } from '@/lib/actor';
import { createChainStore } from '@/lib/adapters/postgres/audit-chain';
import type { Schema } from '@/lib/adapters/postgres/schema';
import { GENESIS } from '@/lib/audit/chain';
import { verifyTrail } from '@/lib/audit/verify';
import type { Proof } from '@/lib/audit/view';
import { auditKeys } from '../support/audit-keys';
import { type AuditStage, auditStage } from '../support/audit-stage';
import { type Engine, engines } from '../support/engines';
import { tries } from '../support/property-runs';
import {
  alterations,
  type Dice,
  firstDifference,
  type Stored,
  setBack,
  signedByAnother,
  stored,
} from './audit-alterations';

type Deed = 'by staff' | 'by a machine' | 'seal' | 'wait';
const anyDeed = fc.constantFrom<Deed>('by staff', 'by staff', 'by staff', 'by a machine', 'seal', 'wait');
/** What was recorded, and when of it was sealed. Ends sealed; some records may still wait behind it. */
const stories = fc.sample(fc.array(anyDeed, { minLength: 12, maxLength: 20 }), tries(1));
const anyDice = fc.tuple(fc.nat(1_000_000), fc.nat(1_000_000), fc.nat(1_000_000));

async function play(stage: AuditStage, story: readonly Deed[]): Promise<void> {
  await stage.append({}, { actor: keeper });
  await stage.sealer.seal();
  await stage.clock.advance(61_000);
  for (const deed of story) {
    if (deed === 'by staff') await stage.append({});
    if (deed === 'by a machine') await stage.append({ actor: keeper, action: 'audit.proved' });
    if (deed === 'seal') await stage.sealer.seal();
    if (deed === 'wait') await stage.clock.advance(61_000);
  }
  await stage.append({}, {});
  await stage.sealer.seal();
  await stage.clock.advance(61_000);
  await stage.append({}, {});
  await stage.sealer.seal();
}

class Undone extends Error {}

/** Whether the trail holds after it was altered, which is undone again. */
async function altered(
  stage: AuditStage,
  alter: (
    was: Stored,
  ) => Promise<readonly RawBuilder<unknown>[] | null> | readonly RawBuilder<unknown>[] | null,
  kept: readonly string[] = [],
): Promise<{ readonly proof: Proof; readonly first: number | null } | null> {
  let result: { proof: Proof; first: number | null } | null = null;
  await stage.database.db
    .transaction()
    .execute(async (tx: Kysely<Schema>) => {
      const was = await stored(tx);
      const statements = await alter(was);
      if (!statements) throw new Undone();
      await sql`set local session_replication_role = replica`.execute(tx);
      // Whoever owns the tables owns what keeps copies out of them.
      await sql`drop index if exists audit_mac`.execute(tx);
      for (const statement of statements) await statement.execute(tx);
      const trail = await createChainStore(tx).trail({ position: 0, hash: GENESIS });
      const proof = await verifyTrail(trail, { keys: auditKeys.verifying, kept });
      result = { proof, first: firstDifference(was, await stored(tx)) };
      throw new Undone();
    })
    .catch((error: unknown) => {
      if (!(error instanceof Undone)) throw error;
    });
  return result;
}

describe.each(engines)('a trail on $name', ({ open }: Engine) => {
  describe.each(stories.map((story, index) => [index + 1, story] as const))(
    'with story %i',
    (_number, story) => {
      let stage: AuditStage;
      beforeAll(async () => {
        stage = auditStage(await open());
        await play(stage, story);
        expect(await stage.prove(stage.witness.kept)).toMatchObject({ sound: true, findings: [] });
      });
      afterAll(async () => {
        // Nothing of what was tried is left.
        expect(await stage.prove(stage.witness.kept)).toMatchObject({ sound: true });
        await stage.database.close();
      });

      test.each(Object.entries(alterations))(
        'altered in one thing is found out: %s',
        async (_what, alter) => {
          await fc.assert(
            fc.asyncProperty(anyDice, async (dice: Dice) => {
              const result = await altered(stage, (was) => alter(was, dice));
              fc.pre(result !== null);
              const { proof, first } = result ?? {};
              const [finding] = proof?.findings ?? [];
              expect(proof?.sound).toBe(false);
              if (first === null || first === undefined) return;
              // Where the chain holds in itself, only signatures tell: the place lies between two of them.
              if (finding?.kind === 'rewritten') {
                expect(finding.position).toBeLessThanOrEqual(first);
                expect(finding.until).toBeGreaterThanOrEqual(first);
              } else if (finding?.kind === 'unsigned') {
                // Without any signature nothing can be told of any place.
                expect(finding.position).toBeGreaterThanOrEqual(first);
              } else expect(finding?.position).toBe(first);
            }),
            { numRuns: 2, maxSkipsPerRun: 200 },
          );
        },
      );

      // Whoever signs with a key of their own makes the whole hold but for that: which of it is theirs cannot be known,
      // unless a checkpoint of ours stands in between.
      test('is found out where the end is rewritten and signed by somebody else', async () => {
        const result = await altered(stage, async (was) => [
          ...(await signedByAnother(was, 2)),
          sql`delete from audit_checkpoints`,
        ]);
        expect(result?.proof.findings).toMatchObject([{ kind: 'forged_signature', position: null }]);
        const earlier = await altered(stage, (was) => signedByAnother(was, 1));
        expect(earlier?.proof.findings[0]).toMatchObject({ kind: 'rewritten', position: 1 });
      });

      // A trail as it once was is what was signed: nobody can tell without what was kept elsewhere.
      test('set back to an earlier signature is found out by a checkpoint kept elsewhere, and by nothing else', async () => {
        await fc.assert(
          fc.asyncProperty(fc.nat(1000), async (die) => {
            expect((await altered(stage, (was) => setBack(was, die)))?.proof.findings).toEqual([]);
            const result = await altered(stage, (was) => setBack(was, die), stage.witness.kept);
            expect(result?.proof.findings).toMatchObject([{ kind: 'cut_off', position: result?.first }]);
          }),
          { numRuns: 2 },
        );
      });

      // The newest signature covers what an older one does: that one of those is gone cannot be known, and need not.
      test('holds without its older checkpoints', async () => {
        const result = await altered(stage, () => [sql`delete from audit_checkpoints`]);
        expect(result?.proof).toMatchObject({ sound: true, checkpoints: 1 });
      });
    },
  );
});
