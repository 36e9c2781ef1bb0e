import type { LegalHold, LegalHolds } from '@/lib/retention/view';
import { say } from '@/messages/retention';
import { LocalTime } from '../../time/local-time';
import type { HoldActions } from './actions';
import { LiftHold } from './lift-hold';
import { PlaceHold } from './place-hold';

interface Props {
  holds: LegalHolds;
  /** Null for those who only look. */
  actions: HoldActions | null;
}

/** Whose records are kept whatever their age, and whose were. */
export function Holds({ holds: { standing, lifted }, actions }: Props) {
  return (
    <section aria-labelledby="holds-heading" className="mt-8">
      <h2 id="holds-heading" className="font-semibold text-lg">
        {say.holds.heading}
      </h2>
      <p className="mt-0.5 mb-3 max-w-prose text-ink-soft">{say.holds.intro}</p>
      {actions ? <PlaceHold placeHold={actions.placeHold} /> : null}
      {standing.length > 0 ? (
        <ul
          aria-label={say.holds.standing}
          className="divide-y divide-rule rounded-md border border-rule bg-sheet"
        >
          {standing.map((hold) => (
            <li key={hold.id} className="px-4 py-2.5">
              <Placed hold={hold} />
              {actions ? <LiftHold hold={hold} liftHold={actions.liftHold} /> : null}
            </li>
          ))}
        </ul>
      ) : (
        <p className="text-ink-soft">{say.holds.none}</p>
      )}
      {lifted.length > 0 ? (
        <details className="mt-4">
          <summary className="flex min-h-6 w-fit cursor-pointer items-center text-seal underline decoration-seal/40 underline-offset-2 hover:decoration-seal pointer-coarse:min-h-11">
            {say.holds.liftedCount({ holds: lifted.length })}
          </summary>
          <ul
            aria-label={say.holds.lifted}
            className="mt-2 divide-y divide-rule rounded-md border border-rule bg-sheet"
          >
            {lifted.map((hold) => (
              <li key={hold.id} className="px-4 py-2.5">
                <Placed hold={hold} />
                {hold.lifted ? (
                  <p className="wrap-anywhere text-sm">
                    <span className="text-ink-soft">
                      {say.holds.liftedBy({
                        at: <LocalTime iso={hold.lifted.at} show="moment" />,
                        name: hold.lifted.by,
                      })}
                    </span>{' '}
                    {hold.lifted.reason || say.holds.reasonRemoved}
                  </p>
                ) : null}
              </li>
            ))}
          </ul>
        </details>
      ) : null}
    </section>
  );
}

function Placed({ hold: { customer, reason, placedAt, placedBy } }: { hold: LegalHold }) {
  return (
    <>
      <p className="wrap-anywhere">
        <span className="font-semibold">{customer.name}</span>{' '}
        <span className="text-ink-soft text-sm">{customer.number}</span>
      </p>
      <p className="wrap-anywhere text-sm">
        <span className="text-ink-soft">
          {say.holds.placedBy({ at: <LocalTime iso={placedAt} show="moment" />, name: placedBy })}
        </span>{' '}
        {reason || say.holds.reasonRemoved}
      </p>
    </>
  );
}
