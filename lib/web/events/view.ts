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
  readonly desk: DeskNow;
}

/** That the desk is there, every few seconds, and which build it is. */
export interface DeskNow {
  readonly release: string;
  readonly at: string;
  /** Nothing more is told: newer pages of the same session have taken its place. */
  readonly isOver?: true;
}

/** `desk` is told every five seconds; a stream that says nothing for so long is a dead one. Milliseconds. */
export const SILENT_MS = 12_000;

/** A kind, and where there are many of it the id of one: `calls`, `customer:C-100001`. */
export type Topic =
  | 'calls'
  | 'transfers'
  | 'live'
  | 'alarms'
  | 'desk'
  | `customer:${string}`
  | `transfer:${string}`;

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
export const topicKinds = ['calls', 'customer', 'transfer', 'transfers', 'live', 'alarms', 'desk'] as const;

const EVENTS_PATH = '/api/events';

/** More than all tabs of a browser follow that anybody works with. */
export const MOST_TOPICS = 60;

/** Where these topics are told of, together. */
export function eventsHref(topics: readonly Topic[]): string {
  return `${EVENTS_PATH}?${new URLSearchParams(topics.map((topic) => ['on', topic]))}`;
}
