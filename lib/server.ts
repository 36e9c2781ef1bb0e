import 'server-only';
import path from 'node:path';
import type { Kysely } from 'kysely';
import { checkpointFileIn, createCheckpointFile, readCheckpointFile } from './adapters/checkpoint-file';
import { createHttpCustomerApi } from './adapters/customer-api';
import { createAlarmStore } from './adapters/postgres/alarm-store';
import { adoptEarlierTrail } from './adapters/postgres/audit-adoption';
import { createChainStore } from './adapters/postgres/audit-chain';
import { createAppendAudit, createAuditLog } from './adapters/postgres/audit-log';
import { createSqlDirectory } from './adapters/postgres/customer-directory';
import { createExportStore } from './adapters/postgres/export-store';
import { createFiguresStore } from './adapters/postgres/figures-store';
import { createHistoryStore } from './adapters/postgres/history-store';
import { createHoldStore } from './adapters/postgres/legal-hold-store';
import { createLiveStore } from './adapters/postgres/live-store';
import { migrate } from './adapters/postgres/migrate';
import { openPglite } from './adapters/postgres/pglite';
import { openPostgres } from './adapters/postgres/postgres';
import { createPresenceStore } from './adapters/postgres/presence-store';
import { createProofStore } from './adapters/postgres/proof-store';
import { createRetentionStore } from './adapters/postgres/retention-store';
import type { Schema } from './adapters/postgres/schema';
import { createSearchStore } from './adapters/postgres/search-store';
import { createSecurityStore } from './adapters/postgres/security-store';
import { createStaffSessions } from './adapters/postgres/staff-sessions';
import { createTransferStore } from './adapters/postgres/transfer-store';
import { createVerificationStore } from './adapters/postgres/verification-store';
import { importSandboxDirectory } from './adapters/sandbox-directory';
import { createHttpTransferApi } from './adapters/transfer-api';
import type { AuditLog } from './audit/entry';
import { type AuditKeys, createAuditKeys } from './audit/keys';
import { Prover } from './audit/prove';
import { Refusals } from './audit/refusals';
import { Sealer } from './audit/sealer';
import { logSecurity } from './audit/security-log';
import { IdleKeeper } from './auth/idle-keeper';
import { createStaffIdp } from './auth/staff-idp';
import { createCibaClient } from './ciba/client';
import { createProvider } from './ciba/provider';
import { createResourceClient } from './ciba/resource';
import { createTransport } from './ciba/transport';
import { type Clock, systemClock } from './clock';
import { Digester } from './customers/digester';
import { type Env, readEnv } from './env';
import { createWall } from './history/live/wall';
import { createLogger, type Logger } from './log';
import { readProviderSettings } from './provider-settings';
import { Keeper } from './retention/keeper';
import { readTransmitters } from './security-events/settings';
import { createTransmitters } from './security-events/transmitter';
import { Executor } from './transfers/executor';
import { readPolicy } from './transfers/policy-file';
import { revokeIfEnded } from './verification/end-grant';
import { Poller } from './verification/poller';
import { Presence } from './verification/presence';
import type { RequestSettings } from './verification/request';
import { revoke } from './verification/revoke';
import { SharedReads } from './verification/shared-reads';
import type { VerificationStore } from './verification/store';
import { createVault } from './verification/vault';
import { holder, type Running, stillWaiting } from './web/running';
import { StreamLimit } from './web/stream-limit';

const MINUTE = 60;
const HOUR = 60 * MINUTE;

export type Server = Awaited<ReturnType<typeof compose>>;

/**
 * Everything wired together, the database open and migrated, the poller running. Made once per process.
 *
 * @throws AppError `unavailable` at once, while it waits for its database
 */
export function server(): Promise<Server> {
  const { composed, waitsFor } = begin();
  return waitsFor ? Promise.reject(stillWaiting(waitsFor)) : composed;
}

/** @param onWaiting hears that the database is away, and that the desk begins when it is back */
export function begin(onWaiting: () => void = () => {}): Running {
  if (holder.countersign) return holder.countersign;
  const running: Running = {
    composed: compose(readEnv(), (reason) => {
      running.waitsFor = reason;
      onWaiting();
    }).then((composed) => {
      delete running.waitsFor;
      running.server = composed;
      return composed;
    }),
  };
  holder.countersign = running;
  return running;
}

async function compose(env: Env, onWaiting: (reason: Error) => void) {
  const log = createLogger(env.LOG_LEVEL);
  const clock = systemClock;
  const settings = await readProviderSettings(env);
  const policy = await readPolicy(env.TRANSFER_POLICY);
  const transmitters = await readTransmitters(env);
  const transport = createTransport(settings.transport);
  const shared = env.DATABASE_URL ? await openPostgres(env.DATABASE_URL, log) : undefined;
  const database =
    shared ?? (await openPglite(path.resolve(/* turbopackIgnore: true */ env.DATA_DIR, 'desk')));
  const { db, notifications } = database;

  const [firstKey = '', ...olderKeys] = env.TOKEN_ENCRYPTION_KEYS;
  const auditKeys = await createAuditKeys(env.AUDIT_KEYS);
  const appendAudit = createAppendAudit(auditKeys, logSecurity(log));
  const bringUpToDate = async (on: Kysely<Schema>) => {
    await migrate(on);
    await adoptEarlierTrail(on, appendAudit, clock.now());
  };
  let hasWaited = false;
  const waiting = (reason: Error) => {
    hasWaited = true;
    onWaiting(reason);
  };
  await (shared ? shared.bringUpToDate(bringUpToDate, waiting) : bringUpToDate(db));
  const ciba = createCibaClient(createProvider(settings.provider, transport, clock));
  const vault = createVault([firstKey, ...olderKeys]);
  const verifications: VerificationStore = createVerificationStore(db, vault, appendAudit, {
    issuer: env.CIBA_ISSUER,
    // Forgotten already; nobody waits for the revocation, and one that fails is logged.
    onGrantsEnded: (ended) => {
      for (const { id, tokens } of ended) void revoke({ ciba, clock, log }, id, tokens);
    },
    onGrantsInDoubt: (grants) => {
      for (const { id, tokens } of grants)
        void revokeIfEnded({ verifications, ciba, clock, log }, id, tokens);
    },
  });
  // Nobody else can hold leases on an embedded database: what is leased was left by a crash.
  const transfers = createTransferStore(db, appendAudit, env.CIBA_ISSUER);
  if (database.exclusive) await Promise.all([verifications.releaseAll(), transfers.releaseAll()]);

  const poller = new Poller({ verifications, notifications, ciba, clock, log });
  poller.start(hasWaited);
  const resources = createResourceClient(transport);
  const audit = createAuditLog(db, appendAudit);
  const refusals = new Refusals({ audit, clock, log });
  const executor = new Executor({
    transfers,
    verifications,
    notifications,
    ciba,
    transferApi: createHttpTransferApi(env.TRANSFER_API_URL ?? env.CUSTOMER_API_URL, resources),
    transferScope: env.CIBA_TRANSFER_SCOPE,
    audit,
    clock,
    log,
  });
  executor.start();
  const trail = composeTrail(env, db, auditKeys, audit, clock, log);
  trail.sealer.start();
  trail.prover.start();
  const retention = createRetentionStore(db, appendAudit, auditKeys);
  const keeper = new Keeper({ retention, retentionDays: env.RETENTION_DAYS, clock, log });
  keeper.start();
  const searches = createSearchStore(db, appendAudit, env.SEARCHES_PER_MINUTE);
  const digester = new Digester({ searches, clock, log });
  digester.start();
  const presence = new Presence({
    presence: createPresenceStore(db),
    releaseAfterSeconds: env.RELEASE_AFTER_SECONDS,
    verifications,
    ciba,
    clock,
    log,
  });
  presence.start();
  const sessions = createStaffSessions(db, vault, appendAudit, env.STAFF_IDLE_SECONDS);
  const idleKeeper = new IdleKeeper({ sessions, verifications, ciba, clock, log });
  idleKeeper.start();
  const live = createLiveStore(db, appendAudit);
  const requests = requestSettings(env);
  if (env.SANDBOX_URL) importSandboxDirectory(db, env.SANDBOX_URL, env.SANDBOX_DIRECTORY_TOKEN, clock, log);

  return {
    env,
    log,
    clock,
    verifications,
    transfers,
    policy,
    notifications,
    ciba,
    poller,
    presence,
    streams: new StreamLimit(),
    reads: new SharedReads(),
    alarms: createAlarmStore(db, appendAudit, env.CIBA_ISSUER),
    directory: createSqlDirectory(db, env.PHONE_REGION),
    searches,
    region: env.PHONE_REGION,
    securityEvents: {
      transmitters: createTransmitters(transmitters, transport, clock, log),
      reports: env.SECURITY_EVENTS_REPORTS,
      opIssuer: env.CIBA_ISSUER,
    },
    audit,
    auditKeys,
    refusals,
    ...trail,
    history: createHistoryStore(db),
    security: createSecurityStore(db),
    figures: createFiguresStore(db),
    live,
    wall: createWall({
      live,
      clock,
      proofs: trail.proofs,
      health: database.health,
      limit: requests.limits.perCustomer,
    }),
    exports: createExportStore(db, appendAudit),
    retention,
    retentionDays: env.RETENTION_DAYS,
    holds: createHoldStore(db, appendAudit),
    sessions,
    customerApi: createHttpCustomerApi(env.CUSTOMER_API_URL, resources),
    staffIdp: createStaffIdp(
      {
        issuer: env.STAFF_ISSUER,
        clientId: env.STAFF_CLIENT_ID,
        authentication: settings.staff,
        rolesClaims: env.STAFF_ROLES_CLAIM,
        redirectUri: `${env.APP_URL}/api/auth/callback/staff`,
        returnTo: `${env.APP_URL}/signed-out`,
        endsSession: env.STAFF_SIGN_OUT === 'post',
      },
      // The same authorities and proxies, but not the certificate, which is for the customers' provider.
      createTransport({ ca: settings.transport.ca }),
      clock,
      log,
    ),
    requests,
    health: database.health,
    async close() {
      await Promise.all([
        refusals.stop(),
        poller.stop(),
        presence.stop(),
        idleKeeper.stop(),
        executor.stop(),
        trail.prover.stop(),
        trail.sealer.stop(),
        keeper.stop(),
        digester.stop(),
      ]);
      await database.close();
    },
  };
}

/** The audit trail as a chain: who gives records their places, and who proves that they kept them. */
function composeTrail(
  env: Env,
  db: Kysely<Schema>,
  keys: AuditKeys,
  audit: AuditLog,
  clock: Clock,
  log: Logger,
) {
  const chain = createChainStore(db);
  const proofs = createProofStore(db);
  const file = checkpointFileIn(env.DATA_DIR);
  const witness = createCheckpointFile(file);
  const keptCheckpoints = () => readCheckpointFile(file);
  const sealer = new Sealer({ chain, keys, witness, clock, log });
  const prover = new Prover({ chain, proofs, sealer, keys, keptCheckpoints, audit, clock, log });
  return { chain, proofs, sealer, prover };
}

function requestSettings(env: Env): RequestSettings {
  return {
    limits: {
      perCustomer: { count: env.REQUESTS_PER_CUSTOMER, seconds: 10 * MINUTE },
      perCustomerDay: { count: env.REQUESTS_PER_CUSTOMER_DAY, seconds: 24 * HOUR },
      perStaff: { count: env.REQUESTS_PER_STAFF_MINUTE, seconds: MINUTE },
      perStaffShift: { count: env.REQUESTS_PER_STAFF_SHIFT, seconds: 8 * HOUR },
      denialPauses: env.DENIAL_PAUSES,
    },
    ...(env.CIBA_REQUESTED_EXPIRY ? { requestedExpiry: env.CIBA_REQUESTED_EXPIRY } : {}),
    ...(env.CIBA_SCOPE ? { scope: env.CIBA_SCOPE } : {}),
    ...(env.CIBA_TRANSFER_SCOPE ? { transferScope: env.CIBA_TRANSFER_SCOPE } : {}),
    asksUserCode: env.CIBA_USER_CODE,
  };
}
