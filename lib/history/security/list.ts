import { say } from '@/messages/history/errors';
import type { StaffActor } from '../../actor';
import type { AuditLog } from '../../audit/entry';
import { authorize } from '../../auth/permissions';
import type { Clock } from '../../clock';
import { AppError } from '../../errors';
import { instantsOf } from '../period';
import type { EventPlace, SecurityStore } from './store';
import { actionsOf, type SecurityEvent, type SecurityFilter, type SecurityPage } from './view';

const PAGE = 50;

export interface SecurityDeps {
  readonly security: SecurityStore;
  readonly audit: AuditLog;
  readonly clock: Clock;
  readonly env: { readonly TIME_ZONE: string };
}

/**
 * A page of the security events, newest first. That somebody looked for one person's is recorded, for each page.
 *
 * @param before where the page before this one ended, as its `older` said
 * @throws AppError `forbidden`, `invalid_input`
 */
export async function listSecurityEvents(
  { security, audit, clock, env }: SecurityDeps,
  actor: StaffActor,
  filter: SecurityFilter,
  before?: string,
): Promise<SecurityPage> {
  authorize(actor, 'history.read_all');
  const after = before === undefined ? null : readPlace(before);
  const now = clock.now();
  const { staff, kind, period } = filter;
  if (staff !== null) {
    const details = { of: 'security', ...(kind ? { kind } : {}) };
    await audit.append({ at: now, actor, action: 'history.searched', details, personal: { staff } });
  }
  const query = { ...instantsOf(period, env.TIME_ZONE, now), actions: kind && actionsOf(kind), staff };
  const [found, members] = await Promise.all([security.list(query, PAGE + 1, after), security.staff()]);
  const events = found.slice(0, PAGE);
  const last = events.at(-1);
  return {
    events,
    older: last && found.length > PAGE ? placeOf(last) : null,
    staff: members,
    zone: env.TIME_ZONE,
  };
}

/** `1772442000000-4711`: milliseconds since 1970, and the record's key. */
function placeOf({ at, id }: SecurityEvent): string {
  return `${Date.parse(at)}-${id}`;
}

function readPlace(place: string): EventPlace {
  const [, at, id] = /^(\d{1,14})-(\d{1,18})$/.exec(place) ?? [];
  if (at === undefined || id === undefined) {
    throw new AppError('invalid_input', say.noPage);
  }
  return { at: new Date(Number(at)).toISOString(), id };
}
