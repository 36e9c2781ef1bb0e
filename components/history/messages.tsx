import type { HistoryEntry } from '@/lib/history/view';
import { say } from '@/messages/history/entry';

/** The words both people had before them. */
export function Messages({ entry: { bindingMessage, endedAt } }: { entry: HistoryEntry }) {
  if (bindingMessage)
    return (
      <figure className="px-4 py-3">
        <blockquote className="wrap-anywhere border-seal border-l-4 pl-3 font-semibold text-lg">
          {bindingMessage}
        </blockquote>
        <figcaption className="mt-1.5 pl-4 text-ink-soft text-sm">{say.sent.shownTo}</figcaption>
      </figure>
    );
  return <p className="max-w-prose px-4 py-2.5">{endedAt ? say.sent.removed : say.sent.hidden}</p>;
}
