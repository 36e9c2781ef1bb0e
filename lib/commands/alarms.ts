import { parseArgs } from 'node:util';
import { say } from '@/messages/commands';
import { createAlarmStore } from '../adapters/postgres/alarm-store';
import { createAppendAudit } from '../adapters/postgres/audit-log';
import { createSqlDirectory } from '../adapters/postgres/customer-directory';
import { namesOf } from '../alarms/named';
import type { StoredAlarm } from '../alarms/store';
import { createAuditKeys } from '../audit/keys';
import { readEnv } from '../env';
import { type AlarmLine, alarmsText } from './alarms-text';
import { CannotLookError, explain, openDesk } from './open-desk';

// Started by scripts/alarms.mjs, which has composed the environment and found out about the data folder.

const BATCH = 500;

main().catch((error: unknown) => {
  process.stderr.write(`\n${explain(error)}\n`);
  process.exit(2);
});

async function main(): Promise<void> {
  const { values } = parseArgs({
    allowPositionals: true,
    options: {
      standing: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      'data-folder': { type: 'string', default: 'ours' },
      problem: { type: 'string' },
    },
  });
  if (values.problem) throw new CannotLookError(values.problem);
  const env = readEnv();
  const { db, close } = await openDesk(env, values['data-folder'], say.alarms.deskRuns);
  try {
    // Nothing is written here; the store wants to know how it would be.
    const appendAudit = createAppendAudit(await createAuditKeys(env.AUDIT_KEYS));
    const alarms = createAlarmStore(db, appendAudit, env.CIBA_ISSUER);
    const found: StoredAlarm[] = [];
    for (let batch = BATCH; batch === BATCH; ) {
      const filter = { state: values.standing ? ('standing' as const) : null, source: null, customers: null };
      const next = await alarms.list(filter, BATCH, found.at(-1)?.id ?? null);
      found.push(...next);
      batch = next.length;
    }
    const named = await namesOf(createSqlDirectory(db, env.PHONE_REGION), found);
    const lines = found.map((alarm): AlarmLine => lineOf(alarm, named(alarm)));
    process.stdout.write(
      values.json ? `${JSON.stringify({ alarms: lines }, null, 2)}\n` : `\n${alarmsText(lines)}\n\n`,
    );
  } finally {
    await close();
  }
}

function lineOf(
  { id, issuer, subject, raisedAt, lifted, reports }: StoredAlarm,
  customer: AlarmLine['customer'],
): AlarmLine {
  return {
    id,
    standing: lifted === null,
    raisedAt: raisedAt.toISOString(),
    customer,
    issuer,
    subject: subject || null,
    reports: reports.map(({ source, at, reportedByName, transmitter, reason, verificationId }) => ({
      source,
      at: at.toISOString(),
      by: reportedByName ?? transmitter,
      reason,
      verificationId,
    })),
    lifted: lifted && { at: lifted.at.toISOString(), by: lifted.byName, reason: lifted.reason },
  };
}
