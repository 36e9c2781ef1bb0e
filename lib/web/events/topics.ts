import { say } from '@/messages/errors';
import type { StaffActor } from '../../actor';
import { authorize } from '../../auth/permissions';
import { getCustomer } from '../../customers/get';
import { watchCustomer } from '../../customers/watch';
import { AppError, isAppError } from '../../errors';
import { watchLive } from '../../history/live/watch';
import { RELEASE } from '../../release/view';
import type { Server } from '../../server';
import { findVisible } from '../../transfers/find';
import { watchTransfer, watchTransfers } from '../../transfers/watch';
import { notices } from '../../verification/notices';
import { hintOf } from '../../verification/notifications';
import { rereads } from '../../verification/rereads';
import { watchCalls } from '../../verification/watch-calls';
import { type DeskNow, MOST_TOPICS, type TopicEvent } from './view';

/** One topic, already allowed: what is told of it until `signal` aborts. */
export type Source = (signal: AbortSignal) => AsyncIterable<TopicEvent>;

/**
 * What an address asks to be told of (`?on=calls&on=customer:C-100001`), each with its own permission. One that this person
 * may not have is left out and told apart: another tab may have asked for it, and the rest goes on.
 *
 * @throws AppError `invalid_input`; `forbidden` or `not_found` where nothing is left
 */
export async function openTopics(
  deps: Server,
  actor: StaffActor,
  query: URLSearchParams,
): Promise<{ readonly sources: readonly Source[]; readonly refused: readonly AppError[] }> {
  const asked = [...new Set(query.getAll('on'))];
  if (asked.length === 0 || asked.length > MOST_TOPICS) throw notUnderstood();
  const opened = await Promise.allSettled(asked.map((topic) => openTopic(deps, actor, topic)));
  const sources = opened.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  const refused = opened.flatMap((each) => {
    if (each.status === 'fulfilled') return [];
    // What is not about the topic is about all of them.
    if (!isAppError(each.reason) || each.reason.code === 'unavailable') throw each.reason;
    return [each.reason];
  });
  if (sources.length === 0 && refused[0]) throw refused[0];
  return { sources, refused };
}

async function openTopic(deps: Server, actor: StaffActor, topic: string): Promise<Source> {
  switch (topic) {
    case 'desk':
      return (signal) => told(topic, beats(deps, signal));
    case 'calls':
      authorize(actor, 'verification.read');
      return (signal) => told(topic, watchCalls(deps, actor, signal));
    case 'transfers':
      authorize(actor, 'transfers.read');
      return (signal) => told(topic, watchTransfers(deps, signal));
    case 'live':
      authorize(actor, 'history.read_all');
      return (signal) => told(topic, watchLive(deps, actor, signal));
    case 'alarms':
      authorize(actor, 'customers.read');
      return (signal) =>
        told(
          topic,
          // A row that shows no alarm must not stand for long where hints get lost.
          notices(
            deps,
            (hint) => hint === hintOf.alarms,
            signal,
            () => deps.reads.read('alarms', () => deps.alarms.mark()),
          ),
        );
  }
  const [, kind, id] = /^(customer|transfer):(.*)$/s.exec(topic) ?? [];
  if (kind === undefined || id === undefined) throw notUnderstood();
  if (kind === 'customer') {
    const { customer } = await getCustomer(deps, actor, id);
    return (signal) => told(`customer:${customer.id}`, watchCustomer(deps, actor, customer.id, signal));
  }
  const transfer = await findVisible(deps, actor, id);
  return (signal) => told(`transfer:${transfer.id}`, watchTransfer(deps, actor, transfer.id, signal));
}

/** A stream that says nothing may be a dead one: who listens knows within seconds. */
async function* beats(deps: Pick<Server, 'clock'>, signal: AbortSignal): AsyncGenerator<DeskNow> {
  const nothingTold = () => () => {};
  for await (const _ of rereads(deps, nothingTold, signal)) {
    yield { release: RELEASE, at: deps.clock.now().toISOString() };
  }
}

async function* told(
  topic: TopicEvent['topic'],
  values: AsyncIterable<TopicEvent['value']>,
): AsyncGenerator<TopicEvent> {
  for await (const value of values) yield { topic, value };
}

function notUnderstood(): AppError {
  return new AppError('invalid_input', say.notUnderstood);
}
