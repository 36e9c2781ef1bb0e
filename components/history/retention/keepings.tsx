import Link from 'next/link';
import type { Due, Keeping, RetentionRun, RetentionView } from '@/lib/retention/view';
import { say } from '@/messages/retention';
import { LocalTime } from '../../time/local-time';
import { buttonClass } from '../../ui/button';

const words = say.keepings;

const head = 'py-1.5 pr-4 font-normal first:pl-4';
const cell = 'py-2 pr-4 align-top first:pl-4 max-md:block max-md:px-4 max-md:py-0.5';

/** Each class: how long it is kept, what the next run takes, and what the last one took. */
export function Keepings({ view }: { view: RetentionView }) {
  const { keepings, lastRuns, dryRun } = view;
  return (
    <section aria-labelledby="kept-heading">
      <div className="mb-2 flex flex-wrap items-end justify-between gap-x-6 gap-y-2">
        <h2 id="kept-heading" className="font-semibold text-lg">
          {words.heading}
        </h2>
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2 print:hidden">
          {dryRun ? (
            <p className="text-ink-soft text-sm">
              {words.countedAsOf({ at: <LocalTime iso={dryRun.at} show="moment" /> })}
            </p>
          ) : null}
          <Link href="/history/retention?count=now" prefetch={false} className={buttonClass('quiet')}>
            {dryRun ? words.previewAgain : words.preview}
          </Link>
        </div>
      </div>
      <div className="overflow-hidden rounded-md border border-rule bg-sheet">
        <table className="w-full text-left max-md:block">
          <caption className="sr-only">{words.heading}</caption>
          <thead className="text-ink-soft text-xs max-md:sr-only">
            <tr className="border-rule border-b">
              <th scope="col" className={head}>
                {words.what}
              </th>
              <th scope="col" className={head}>
                {words.kept}
              </th>
              <th scope="col" className={head}>
                {words.nextRun}
              </th>
              <th scope="col" className={head}>
                {words.lastRun}
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
  const { name, what } = say.classes[keeping.class];
  return (
    <tr className="border-rule not-last:border-b max-md:block max-md:py-2">
      <th scope="row" className={`w-2/5 font-normal max-md:w-auto ${cell}`}>
        <span className="block font-semibold">{name}</span>
        <span className="block text-ink-soft text-sm">{what}</span>
      </th>
      <td className={cell}>
        <Label>{words.kept}</Label>
        {keeping.days === null ? (
          <span className="text-ink-soft">{words.forGood}</span>
        ) : (
          <>
            {words.days({ days: keeping.days })}
            {keeping.follows ? (
              <span className="block text-ink-soft text-sm">
                {words.follows(say.classes[keeping.follows])}
              </span>
            ) : null}
          </>
        )}
      </td>
      <td className={`${cell} ${keeping.before === null ? 'max-md:hidden' : ''}`}>
        {keeping.before === null ? (
          <span className="text-ink-soft">{words.nothing}</span>
        ) : (
          <>
            <Label>{words.nextRun}</Label>
            <span className="text-ink-soft text-sm md:block">
              {words.olderThan({ before: <LocalTime iso={keeping.before} show="moment" wrap /> })}
            </span>
          </>
        )}
        {due ? <Counted due={due} /> : null}
      </td>
      <td className={`${cell} ${run || keeping.before !== null ? '' : 'max-md:hidden'}`}>
        <Label>{words.lastRun}</Label>
        {run ? (
          <Ran run={run} />
        ) : (
          <span className="text-ink-soft">{keeping.days === null ? '–' : words.notYet}</span>
        )}
      </td>
    </tr>
  );
}

/** On a phone the columns are gone, and with them their names. */
function Label({ children }: { children: string }) {
  return <span className="text-ink-soft text-sm md:hidden">{words.columnOf({ column: children })}</span>;
}

function Counted({ due: { goes, held } }: { due: Due }) {
  return (
    <>
      <span className="block font-semibold">{words.wouldBeDeleted(goes)}</span>
      {held.rows + held.records > 0 ? <span className="block text-sm">{words.onHold(held)}</span> : null}
    </>
  );
}

function Ran({ run: { startedAt, outcome, went } }: { run: RetentionRun }) {
  return (
    <>
      <span className="text-sm md:block">
        <LocalTime iso={startedAt} show="moment" wrap />
      </span>{' '}
      <span className={outcome === 'failed' ? 'font-semibold text-bad' : ''}>
        {say.runs[outcome ?? 'under_way'](went)}
      </span>
    </>
  );
}
