import type { StaffActor } from '../../actor';
import { authorize } from '../../auth/permissions';
import { getCustomer } from '../../customers/get';
import { watchCustomer } from '../../customers/watch';
import { AppError } from '../../errors';
import { watchLive } from '../../history/live/watch';
import type { Server } from '../../server';
import { findVisible } from '../../transfers/find';
import { watchTransfer, watchTransfers } from '../../transfers/watch';
import { notices } from '../../verification/notices';
import { hintOf } from '../../verification/notifications';
import { watchCalls } from '../../verification/watch-calls';
import { MOST_TOPICS, type TopicEvent } from './view';

/** One topic, already allowed: what is told of it until `signal` aborts. */
export type Source = (signal: AbortSignal) => AsyncIterable<TopicEvent>;

/**
 * What an address asks to be told of (`?on=calls&on=customer:C-100001`), each with its own permission. One that this
 * person may not have refuses all of them: a page that asks for it is not theirs.
 *
 * @throws AppError `invalid_input`, `forbidden`, `not_found`
 */
export async function openTopics(
  deps: Server,
  actor: StaffActor,
  query: URLSearchParams,
): Promise<readonly Source[]> {
  const asked = [...new Set(query.getAll('on'))];
  if (asked.length === 0 || asked.length > MOST_TOPICS) throw notUnderstood();
  return Promise.all(asked.map((topic) => openTopic(deps, actor, topic)));
}

async function openTopic(deps: Server, actor: StaffActor, topic: string): Promise<Source> {
  switch (topic) {
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
            () => deps.alarms.mark(),
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

async function* told(
  topic: TopicEvent['topic'],
  values: AsyncIterable<TopicEvent['value']>,
): AsyncGenerator<TopicEvent> {
  for await (const value of values) yield { topic, value };
}

function notUnderstood(): AppError {
  return new AppError('invalid_input', 'That request was not understood.');
}
