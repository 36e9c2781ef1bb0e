import { SHORTEST_QUERY } from '@/lib/customers/view';
import { say } from '@/messages/lookup';

/** Before anything is typed: what one may type. */
export function Hints({ tooShort }: { tooShort: boolean }) {
  return (
    <div>
      <h2 className="font-semibold text-lg">{tooShort ? say.hints.tooShort : say.hints.heading}</h2>
      <p className="mt-0.5 text-ink-soft">
        {tooShort ? say.hints.shortest({ shortest: SHORTEST_QUERY }) : say.hints.how}
      </p>
      <dl className="mt-4 grid max-w-5xl gap-px overflow-hidden rounded-md border border-rule bg-rule sm:grid-cols-2 xl:grid-cols-4">
        {say.hints.ways.map(({ what, example, note }) => (
          <div key={what} className="bg-sheet px-4 py-3">
            <dt className="text-ink-soft text-sm">{what}</dt>
            <dd>
              <span className="wrap-anywhere block font-semibold">{example}</span>
              <span className="block text-ink-soft text-sm">{note}</span>
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
