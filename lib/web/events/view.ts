import type { CustomerNow } from '../../customers/view';
import type { LiveView } from '../../history/live/view';
import type { TransferView } from '../../transfers/view';
import type { Changed, OpenCalls } from '../../verification/view';

/** What a page can follow, by kind, and what it is told of each. */
interface TopicValues {
  readonly calls: OpenCalls;
  readonly customer: CustomerNow;
  readonly transfer: TransferView;
  readonly transfers: Changed;
  readonly live: LiveView;
  readonly alarms: Changed;
}

/** A kind, and where there are many of it the id of one: `calls`, `customer:C-100001`. */
export type Topic = 'calls' | 'transfers' | 'live' | 'alarms' | `customer:${string}` | `transfer:${string}`;

export type ValueOf<T extends Topic> = T extends `${infer Kind extends 'customer' | 'transfer'}:${string}`
  ? TopicValues[Kind]
  : T extends keyof TopicValues
    ? TopicValues[T]
    : never;

/** The data of one event. Its name is the topic's kind. */
export interface TopicEvent {
  readonly topic: Topic;
  readonly value: TopicValues[keyof TopicValues];
}

/** The names events come with. */
export const topicKinds = ['calls', 'customer', 'transfer', 'transfers', 'live', 'alarms'] as const;

const EVENTS_PATH = '/api/events';

/** More than any page follows. */
export const MOST_TOPICS = 12;

/** Where these topics are told of, together. */
export function eventsHref(topics: readonly Topic[]): string {
  return `${EVENTS_PATH}?${new URLSearchParams(topics.map((topic) => ['on', topic]))}`;
}
