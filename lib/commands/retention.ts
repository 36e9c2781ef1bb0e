import { parseArgs } from 'node:util';
import { say } from '@/messages/commands';
import { checkpointFileIn, createCheckpointFile } from '../adapters/checkpoint-file';
import { createChainStore } from '../adapters/postgres/audit-chain';
import { createAppendAudit } from '../adapters/postgres/audit-log';
import type { Database } from '../adapters/postgres/database';
import { createRetentionStore } from '../adapters/postgres/retention-store';
import { type AuditKeys, createAuditKeys } from '../audit/keys';
import { Sealer } from '../audit/sealer';
import { systemClock } from '../clock';
import { type Env, readEnv } from '../env';
import { createLogger } from '../log';
import { type ApplyDeps, applyRetention } from '../retention/apply';
import { keepingsOf } from '../retention/days';
import { countDue } from '../retention/look';
import type { Amount, Keeping } from '../retention/view';
import { CannotLookError, explain, openDesk } from './open-desk';
import { type RetentionLine, retentionText } from './retention-text';

// Started by scripts/retention.mjs, which has composed the environment and found out about the data folder.

main().catch((error: unknown) => {
  process.stderr.write(`\n${explain(error)}\n`);
  process.exit(2);
});

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      'dry-run': { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      'data-folder': { type: 'string', default: 'ours' },
      problem: { type: 'string' },
    },
  });
  if (values.problem) throw new CannotLookError(values.problem);
  const env = readEnv();
  const dryRun = values['dry-run'];
  const database = await openDesk(env, values['data-folder'], say.retention.deskRuns);
  try {
    const keys = await createAuditKeys(env.AUDIT_KEYS);
    const lines = await lookOrApply(depsOf(env, database, keys), dryRun);
    // A desk that runs gives these records their places itself. With none, a proof would miss that they were removed.
    if (!dryRun && !env.DATABASE_URL) await seal(env, database, keys);
    process.stdout.write(
      values.json
        ? `${JSON.stringify({ dryRun, classes: lines }, null, 2)}\n`
        : `\n${retentionText(lines, dryRun)}\n\n`,
    );
    if (lines.some(({ outcome }) => outcome === 'failed')) process.exitCode = 1;
  } finally {
    await database.close();
  }
}

function depsOf(env: Env, { db }: Database, keys: AuditKeys): ApplyDeps {
  return {
    retention: createRetentionStore(db, createAppendAudit(keys), keys),
    retentionDays: env.RETENTION_DAYS,
    clock: systemClock,
  };
}

async function seal(env: Env, { db }: Database, keys: AuditKeys): Promise<void> {
  const witness = createCheckpointFile(checkpointFileIn(env.DATA_DIR));
  const log = createLogger('silent');
  await new Sealer({ chain: createChainStore(db), keys, witness, clock: systemClock, log }).seal();
}

/** One class that fails does not keep the others. What is removed is counted as it goes, not before. */
async function lookOrApply(deps: ApplyDeps, dryRun: boolean): Promise<RetentionLine[]> {
  if (dryRun) {
    const due = await countDue(deps);
    return due.map(({ due: counts, ...keeping }) => line(keeping, counts?.goes, counts?.held));
  }
  const lines: RetentionLine[] = [];
  for (const keeping of keepingsOf(deps.retentionDays, deps.clock.now())) {
    lines.push(keeping.before ? { ...line(keeping), ...(await applied(deps, keeping)) } : line(keeping));
  }
  return lines;
}

function line(keeping: Keeping, goes?: Amount, held?: Amount): RetentionLine {
  return { ...keeping, goes: goes ?? null, held: held ?? null, outcome: null, problem: null };
}

async function applied(
  deps: ApplyDeps,
  keeping: Keeping,
): Promise<Pick<RetentionLine, 'outcome' | 'problem'> & Partial<RetentionLine>> {
  try {
    const outcome = await applyRetention(deps, keeping.class, { again: true });
    if (outcome.kind === 'done') return { goes: outcome.went, outcome: 'done', problem: null };
    return { outcome: 'elsewhere', problem: null };
  } catch (error) {
    return { outcome: 'failed', problem: error instanceof Error ? error.message : String(error) };
  }
}
