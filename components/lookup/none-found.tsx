export function NoneFound({ query, stale }: { query: string; stale: boolean }) {
  return (
    <div className={`rounded-md border border-rule border-dashed px-5 py-6 ${stale ? 'opacity-60' : ''}`}>
      <h2 className="wrap-anywhere font-semibold text-lg">
        {`No customer matches “${query.length > 60 ? `${query.slice(0, 60)}…` : query}”`}
      </h2>
      <p className="mt-3 text-ink-soft text-sm">What else to try</p>
      <ul className="mt-1 max-w-prose list-disc space-y-1 pl-5">
        <li>Ask the caller to spell the name, and type only its first letters.</li>
        <li>
          Type the whole phone number they are registered with, with its country code, or only its last three
          digits.
        </li>
        <li>Type the whole e-mail address: no part of it finds anybody.</li>
        <li>Ask for the customer number: it is on every letter and card.</li>
      </ul>
    </div>
  );
}
