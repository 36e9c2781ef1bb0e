import { SHORTEST_QUERY } from '@/lib/customers/view';

const ways = [
  {
    what: 'Name',
    example: 'maria alvarez, or alv mar',
    note: 'Parts of names in any order; accents do not matter.',
  },
  {
    what: 'Phone',
    example: '+34 612 345 001, or 001',
    note: 'The whole number in any spelling, or only its last three digits.',
  },
  { what: 'E-mail', example: 'ken.tanaka@mail.example.com', note: 'The whole address.' },
  {
    what: 'Customer number',
    example: 'C-100001, or C-10',
    note: 'As printed on letters and cards, or its first four characters.',
  },
] as const;

/** Before anything is typed: what one may type. */
export function Hints({ tooShort }: { tooShort: boolean }) {
  return (
    <div>
      <h2 className="font-semibold text-lg">{tooShort ? 'Keep typing' : 'Who is calling?'}</h2>
      <p className="mt-0.5 text-ink-soft">
        {tooShort
          ? `Results appear from ${SHORTEST_QUERY} characters on.`
          : 'Type into the search above. Press / to get there from anywhere, ↓ to go to the results.'}
      </p>
      <dl className="mt-4 grid max-w-5xl gap-px overflow-hidden rounded-md border border-rule bg-rule sm:grid-cols-2 xl:grid-cols-4">
        {ways.map(({ what, example, note }) => (
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
