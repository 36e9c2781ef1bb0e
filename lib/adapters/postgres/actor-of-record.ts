import { say } from '@/messages/names';
import type { TimelineItem } from '../../history/view';
import type { RecordJson, StaffJson } from './schema';

/** Who it was, as far as that has not been removed in time. */
export function actorOfRecord({ actor }: RecordJson, staff: StaffJson | null): TimelineItem['actor'] {
  if (actor.kind === 'system') return actor;
  const { name = actor.kind === 'staff' ? say.formerMember : say.stranger, address } = staff ?? {};
  return { kind: actor.kind, name, ...(address === undefined ? {} : { address }) };
}
