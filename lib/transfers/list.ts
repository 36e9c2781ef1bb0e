import type { StaffActor } from '../actor';
import type { AlarmStore } from '../alarms/store';
import { authorize, can } from '../auth/permissions';
import type { ViewDeps } from './get';
import { presentRow } from './present';
import type { TransferList, TransferListName, TransferStatus } from './view';

const LIMIT = 100;

export interface ListRequest {
  readonly list: TransferListName;
  readonly status?: TransferStatus | undefined;
  readonly text?: string | undefined;
}

/** A work list, newest first: tellers see their own transfers, supervisors everybody's. */
export async function listTransfers(
  deps: Pick<ViewDeps, 'transfers' | 'directory'> & { readonly alarms: Pick<AlarmStore, 'standingAmong'> },
  actor: StaffActor,
  { list, status, text }: ListRequest,
): Promise<TransferList> {
  authorize(actor, 'transfers.read');
  const seen = { subject: actor.subject, all: can(actor, 'transfers.read_all') };
  const [found, counts] = await Promise.all([
    deps.transfers.list({ ...seen, list, status, text: text?.trim() || undefined, limit: LIMIT + 1 }),
    deps.transfers.count(seen),
  ]);
  const listed = found.slice(0, LIMIT);
  const ids = [...new Set(listed.map(({ customerId }) => customerId))];
  const customers = new Map(
    await Promise.all(ids.map(async (id) => [id, await deps.directory.get(id)] as const)),
  );
  const alarmed = await deps.alarms.standingAmong(
    listed.flatMap(({ customerSubject }) => customerSubject ?? []),
  );
  return {
    rows: listed.map((t) =>
      presentRow(t, customers.get(t.customerId), alarmed.has(t.customerSubject ?? ''), actor),
    ),
    more: found.length > LIMIT,
    counts,
  };
}
