import { say } from '@/messages/lookup';

export function NoneFound({ query, stale }: { query: string; stale: boolean }) {
  return (
    <div className={`rounded-md border border-rule border-dashed px-5 py-6 ${stale ? 'opacity-60' : ''}`}>
      <h2 className="wrap-anywhere font-semibold text-lg">
        {say.none.heading({ query: query.length > 60 ? `${query.slice(0, 60)}…` : query })}
      </h2>
      <p className="mt-3 text-ink-soft text-sm">{say.none.whatElse}</p>
      <ul className="mt-1 max-w-prose list-disc space-y-1 pl-5">
        {say.none.ideas.map((idea) => (
          <li key={idea}>{idea}</li>
        ))}
      </ul>
    </div>
  );
}
