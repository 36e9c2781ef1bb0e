import { say } from '@/messages/doctor/neighbours';
import type { Clock } from '../clock';
import type { Env } from '../env';
import { type Check, check, skipped, type Verdict } from './check';
import { customerApiChecks } from './customer-api';
import type { Files } from './files';
import { notificationChecks } from './notification';
import { type OpFindings, opChecks, pointless } from './op';
import { judgeSandbox } from './sandbox-bank';
import { securityEventChecks } from './security-events';
import { staffChecks } from './staff';

interface Look {
  readonly env: Env;
  readonly settings: Files['settings'];
  readonly wrong: ReadonlySet<string>;
  readonly clock: Clock;
}

/** The servers the desk works with, all at once; what a cause told elsewhere keeps from being seen is skipped. */
export async function neighbourChecks(look: Look): Promise<Check[]> {
  const { env, settings, clock } = look;
  const bank = env.SANDBOX_URL === undefined ? undefined : await judgeSandbox(env.SANDBOX_URL);
  const bankIsAway = first([bank !== undefined && bank.status !== 'ok', say.sandboxAway]);
  const unusable = cibaReason(look) ?? bankIsAway;
  const op = unusable || !settings ? undefined : opChecks(env, settings, clock);
  const groups = await Promise.all([
    op?.checks ?? notAsked(unusable ?? skipped(say.notAsked)),
    staff(look, op, bankIsAway),
    customerApi(look, op, unusable),
    notification(look),
    securityEvents(look, bankIsAway),
  ]);
  return [...(bank ? [check('sandbox.running', bank)] : []), ...groups.flat()];
}

function cibaReason({ wrong, settings }: Look): Verdict | undefined {
  return first(
    [[...wrong].some((name) => name.startsWith('CIBA_')), say.cibaFirst],
    [settings === undefined, say.filesFirst],
  );
}

function notAsked(verdict: Verdict): Check[] {
  return [check('op.reachable', verdict), ...pointless(verdict)];
}

async function staff(
  { env, wrong, clock, settings }: Look,
  op: OpFindings | undefined,
  bankIsAway: Verdict | undefined,
): Promise<readonly Check[]> {
  const isWrong = [...wrong].some((name) => name.startsWith('STAFF_'));
  const reason =
    first([isWrong, say.staffFirst]) ?? bankIsAway ?? (await awayWithOp(env.STAFF_ISSUER, env, op));
  return reason ? [check('staff.discovery', reason)] : staffChecks(env, clock, settings?.transport.ca);
}

async function customerApi(
  { env, wrong, settings }: Look,
  op: OpFindings | undefined,
  unusable: Verdict | undefined,
): Promise<readonly Check[]> {
  const reason =
    unusable ??
    first([wrong.has('CUSTOMER_API_URL'), say.customerApiFirst]) ??
    (await awayWithOp(env.CUSTOMER_API_URL, env, op));
  if (!reason && settings) return customerApiChecks(env, settings.transport);
  return [check('customer-api.answers', reason ?? skipped(say.notAsked))];
}

async function notification({ env, wrong }: Look): Promise<readonly Check[]> {
  const reason = first(
    [[...wrong].some((name) => name.startsWith('CIBA_')), say.cibaFirst],
    [wrong.has('APP_URL'), say.appUrlFirst],
  );
  return reason ? [check('notification.address', reason)] : notificationChecks(env);
}

async function securityEvents(
  { env, wrong, settings }: Look,
  bankIsAway: Verdict | undefined,
): Promise<readonly Check[]> {
  if (wrong.has('APP_URL') || wrong.has('SECURITY_EVENTS_REPORTS')) return [];
  return securityEventChecks(env, settings?.transport, bankIsAway);
}

/** One server that is away is one cause, whatever else it does. */
async function awayWithOp(url: string, env: Env, op: OpFindings | undefined): Promise<Verdict | undefined> {
  const isSame = op !== undefined && new URL(url).origin === new URL(env.CIBA_ISSUER).origin;
  return first([isSame && !(await op.answers), say.awayWithOp]);
}

/** The first reason that applies. */
function first(...reasons: readonly (readonly [applies: boolean, reason: string])[]): Verdict | undefined {
  const found = reasons.find(([applies]) => applies);
  return found && skipped(found[1]);
}
