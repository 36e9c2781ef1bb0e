import { approvalRate, type Figures } from '@/lib/history/figures/view';
import type { HistoryFilter } from '@/lib/history/filter/view';
import type { EndReason, Status } from '@/lib/verification/view';
import { StatusPicture } from '../../verification/pictures';
import { toneInkOnPaper } from '../../verification/tones';
import { toneOf } from '../../verification/words';
import { filterHref } from '../filter-address';
import { changeOfCount, changeOfRate, changeOfSeconds } from './change';
import { countText, isFew, rateText, secondsText } from './number-text';
import { endedOf } from './outcomes';
import { Tile } from './tile';

interface Props {
  figures: Figures;
  filter: HistoryFilter;
}

const row = 'grid gap-px overflow-hidden border-rule bg-rule';

/** How many, how they ended, how often the customer said yes and how quickly, each against the period before. */
export function Headline({ figures: { totals, answers, before }, filter }: Props) {
  // Nothing at all before is no measure: the desk may not have been there yet.
  const earlier = before && before.totals.total > 0 ? before : null;
  const count = (
    name: 'total' | 'approved' | 'denied' | 'expired' | 'failed' | 'cancelled' | 'fraudReports' | 'open',
  ) => ({
    value: countText(totals[name]),
    change: changeOfCount(totals[name], earlier ? earlier.totals[name] : null),
  });
  const list = (narrower: Partial<HistoryFilter>) => filterHref('/history', { ...filter, ...narrower });
  const ended = endedOf(totals);
  return (
    <div className="overflow-hidden rounded-md border border-rule print:break-inside-avoid">
      <dl
        aria-label="In short"
        className={`${row} grid-cols-2 sm:grid-cols-3 xl:grid-cols-5 print:grid-cols-5`}
      >
        <Tile large label="Total" {...count('total')} href={list({})} />
        <Tile
          large
          label="Approved"
          picture={<Picture status="approved" />}
          {...count('approved')}
          href={list({ status: 'approved' })}
        />
        <Tile
          large
          label="Denied"
          picture={<Picture status="denied" />}
          {...count('denied')}
          href={list({ status: 'denied' })}
        />
        <Tile
          large
          label="Timeout (expired)"
          picture={<Picture status="expired" />}
          {...count('expired')}
          href={list({ status: 'expired' })}
        />
        <Tile
          large
          label="Approval rate"
          className="max-xl:col-span-2 print:col-span-1"
          value={rateText(approvalRate(totals))}
          note={shareNote(totals.approved, ended)}
          change={changeOfRate(approvalRate(totals), earlier && approvalRate(earlier.totals))}
        />
      </dl>
      <dl
        aria-label="In detail"
        className={`${row} grid-cols-2 border-t sm:grid-cols-3 xl:grid-cols-6 print:grid-cols-3`}
      >
        <Tile
          label="Failed"
          picture={<Picture status="failed" />}
          {...count('failed')}
          href={list({ status: 'failed' })}
        />
        <Tile
          label="Cancelled"
          picture={<Picture status="cancelled" />}
          {...count('cancelled')}
          href={list({ status: 'cancelled' })}
        />
        <Tile
          label="Reported"
          picture={<Picture status="denied" reason="fraud_reported" />}
          {...count('fraudReports')}
          note="as not the customer"
        />
        <Tile label="Still open" picture={<Picture status="pending" />} {...count('open')} />
        <Tile
          label="Median time to answer"
          value={secondsText(answers.median)}
          note={answersNote(answers.count)}
          change={changeOfSeconds(answers.median, earlier?.answers.median ?? null)}
        />
        <Tile
          label="95th percentile"
          value={secondsText(answers.p95)}
          note={p95Note(answers.count)}
          change={changeOfSeconds(answers.p95, earlier?.answers.p95 ?? null)}
        />
      </dl>
    </div>
  );
}

function Picture({ status, reason = null }: { status: Status; reason?: EndReason | null }) {
  const of = { status, reason, grantEnd: null };
  return (
    <span className={toneInkOnPaper[toneOf(of)]}>
      <StatusPicture view={of} className="size-4.5" />
    </span>
  );
}

function shareNote(approved: number, ended: number): string {
  if (ended === 0) return 'none has ended yet';
  return `${countText(approved)} of the ${countText(ended)} that ended${isFew(ended) ? ', a small number' : ''}`;
}

function p95Note(count: number): string | null {
  if (count === 0) return null;
  return isFew(count) ? 'the slowest, of so few' : '95 of 100 answered by then';
}

function answersNote(count: number): string {
  if (count === 0) return 'nobody answered';
  return `of ${countText(count)} ${count === 1 ? 'answer' : 'answers'}${isFew(count) ? ', a small number' : ''}`;
}
