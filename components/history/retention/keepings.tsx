import Link from 'next/link';
import type { Due, Keeping, RetentionRun, RetentionView } from '@/lib/retention/view';
import { LocalTime } from '../../time/local-time';
import { buttonClass } from '../../ui/button';
import { amountText, classWords, deletedText } from './class-words';

const head = 'py-1.5 pr-4 font-normal first:pl-4';
const cell = 'py-2 pr-4 align-top first:pl-4 max-md:block max-md:px-4 max-md:py-0.5';

/** Each class: how long it is kept, what the next run takes, and what the last one took. */
export function Keepings({ view }: { view: RetentionView }) {
  const { keepings, lastRuns, dryRun } = view;
  return (
    <section aria-labelledby="kept-heading">
      <div className="mb-2 flex flex-wrap items-end justify-between gap-x-6 gap-y-2">
        <h2 id="kept-heading" className="font-semibold text-lg">
          What is kept how long
        </h2>
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2 print:hidden">
          {dryRun ? (
            <p className="text-ink-soft text-sm">
              Counted as of <LocalTime iso={dryRun.at} show="moment" />. Nothing was changed.
            </p>
          ) : null}
          <Link href="/history/retention?count=now" prefetch={false} className={buttonClass('quiet')}>
            {dryRun ? 'Count again' : 'Preview deletion'}
          </Link>
        </div>
      </div>
      <div className="overflow-hidden rounded-md border border-rule bg-sheet">
        <table className="w-full text-left max-md:block">
          <caption className="sr-only">What is kept how long</caption>
          <thead className="text-ink-soft text-xs max-md:sr-only">
            <tr className="border-rule border-b">
              <th scope="col" className={head}>
                What
              </th>
              <th scope="col" className={head}>
                Kept
              </th>
              <th scope="col" className={head}>
                The next run takes
              </th>
              <th scope="col" className={head}>
                Last run
              </th>
            </tr>
          </thead>
          <tbody className="max-md:block">
            {keepings.map((keeping) => (
              <Row
                key={keeping.class}
                keeping={keeping}
                run={lastRuns.find((run) => run.class === keeping.class)}
                due={dryRun?.lines.find((line) => line.class === keeping.class)?.due ?? null}
              />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Row({ keeping, run, due }: { keeping: Keeping; run: RetentionRun | undefined; due: Due | null }) {
  const { name, what } = classWords[keeping.class];
  return (
    <tr className="border-rule not-last:border-b max-md:block max-md:py-2">
      <th scope="row" className={`w-2/5 font-normal max-md:w-auto ${cell}`}>
        <span className="block font-semibold">{name}</span>
        <span className="block text-ink-soft text-sm">{what}</span>
      </th>
      <td className={cell}>
        <Label>Kept</Label>
        {keeping.days === null ? (
          <span className="text-ink-soft">For good</span>
        ) : (
          <>
            {keeping.days.toLocaleString('en-GB')} {keeping.days === 1 ? 'day' : 'days'}
            {keeping.follows ? (
              <span className="block text-ink-soft text-sm">
                no longer than {classWords[keeping.follows].name.toLowerCase()}
              </span>
            ) : null}
          </>
        )}
      </td>
      <td className={`${cell} ${keeping.before === null ? 'max-md:hidden' : ''}`}>
        {keeping.before === null ? (
          <span className="text-ink-soft">Nothing</span>
        ) : (
          <>
            <Label>The next run takes</Label>
            <span className="text-ink-soft text-sm md:block">
              what is older than <LocalTime iso={keeping.before} show="moment" wrap />
            </span>
          </>
        )}
        {due ? <Counted due={due} /> : null}
      </td>
      <td className={`${cell} ${run || keeping.before !== null ? '' : 'max-md:hidden'}`}>
        <Label>Last run</Label>
        {run ? (
          <Ran run={run} />
        ) : (
          <span className="text-ink-soft">{keeping.days === null ? '–' : 'Not yet'}</span>
        )}
      </td>
    </tr>
  );
}

/** On a phone the columns are gone, and with them their names. */
function Label({ children }: { children: string }) {
  return <span className="text-ink-soft text-sm md:hidden">{children}: </span>;
}

function Counted({ due: { goes, held } }: { due: Due }) {
  return (
    <>
      <span className="block font-semibold">Would be deleted: {amountText(goes)}</span>
      {held.rows + held.records > 0 ? (
        <span className="block text-sm">On hold: {amountText(held)}</span>
      ) : null}
    </>
  );
}

function Ran({ run: { startedAt, outcome, went } }: { run: RetentionRun }) {
  const took = amountText(went);
  return (
    <>
      <span className="text-sm md:block">
        <LocalTime iso={startedAt} show="moment" wrap />
      </span>{' '}
      <span className={outcome === 'failed' ? 'font-semibold text-bad' : ''}>
        {outcome === 'done' ? deletedText(went) : null}
        {outcome === null ? `Under way: ${took} so far` : null}
        {outcome === 'broken_off' ? `Broken off after ${took}; the next one goes on` : null}
        {outcome === 'failed' ? `Failed after ${took}; it is tried again every hour` : null}
      </span>
    </>
  );
}
