import { approvalRate, type Figures } from '@/lib/history/figures/view';
import type { HistoryFilter } from '@/lib/history/filter/view';
import type { EndReason, Status } from '@/lib/verification/view';
import { say } from '@/messages/figures';
import { numberText } from '@/messages/locale';
import { StatusPicture } from '../../verification/pictures';
import { toneInkOnPaper } from '../../verification/tones';
import { toneOf } from '../../verification/words';
import { filterHref } from '../filter-address';
import { changeOfCount, changeOfRate, changeOfSeconds } from './change';
import { isFew, rateText, secondsText } from './number-text';
import { endedOf } from './outcomes';
import { Tile } from './tile';

interface Props {
  figures: Figures;
  filter: HistoryFilter;
}

const words = say.headline;

const row = 'grid gap-px overflow-hidden border-rule bg-rule';

/** How many, how they ended, how often the customer said yes and how quickly, each against the period before. */
export function Headline({ figures: { totals, answers, before }, filter }: Props) {
  // Nothing at all before is no measure: the desk may not have been there yet.
  const earlier = before && before.totals.total > 0 ? before : null;
  const count = (
    name: 'total' | 'approved' | 'denied' | 'expired' | 'failed' | 'cancelled' | 'fraudReports' | 'open',
  ) => ({
    value: numberText(totals[name]),
    change: changeOfCount(totals[name], earlier ? earlier.totals[name] : null),
  });
  const list = (narrower: Partial<HistoryFilter>) => filterHref('/history', { ...filter, ...narrower });
  const ended = endedOf(totals);
  return (
    <div className="overflow-hidden rounded-md border border-rule print:break-inside-avoid">
      <dl
        aria-label={words.inShort}
        className={`${row} grid-cols-2 sm:grid-cols-3 xl:grid-cols-5 print:grid-cols-5`}
      >
        <Tile large label={words.total} {...count('total')} href={list({})} />
        <Tile
          large
          label={words.approved}
          picture={<Picture status="approved" />}
          {...count('approved')}
          href={list({ status: 'approved' })}
        />
        <Tile
          large
          label={words.denied}
          picture={<Picture status="denied" />}
          {...count('denied')}
          href={list({ status: 'denied' })}
        />
        <Tile
          large
          label={words.expired}
          picture={<Picture status="expired" />}
          {...count('expired')}
          href={list({ status: 'expired' })}
        />
        <Tile
          large
          label={words.approvalRate}
          className="max-xl:col-span-2 print:col-span-1"
          value={rateText(approvalRate(totals))}
          note={shareNote(totals.approved, ended)}
          change={changeOfRate(approvalRate(totals), earlier && approvalRate(earlier.totals))}
        />
      </dl>
      <dl
        aria-label={words.inDetail}
        className={`${row} grid-cols-2 border-t sm:grid-cols-3 xl:grid-cols-6 print:grid-cols-3`}
      >
        <Tile
          label={words.failed}
          picture={<Picture status="failed" />}
          {...count('failed')}
          href={list({ status: 'failed' })}
        />
        <Tile
          label={words.cancelled}
          picture={<Picture status="cancelled" />}
          {...count('cancelled')}
          href={list({ status: 'cancelled' })}
        />
        <Tile
          label={words.reported}
          picture={<Picture status="denied" reason="fraud_reported" />}
          {...count('fraudReports')}
          note={words.reportedAs}
        />
        <Tile label={words.open} picture={<Picture status="pending" />} {...count('open')} />
        <Tile
          label={words.median}
          value={secondsText(answers.median)}
          note={answersNote(answers.count)}
          change={changeOfSeconds(answers.median, earlier?.answers.median ?? null)}
        />
        <Tile
          label={words.p95}
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
  return ended === 0 ? words.noneEnded : words.share({ approved, ended, isFew: isFew(ended) });
}

function p95Note(count: number): string | null {
  if (count === 0) return null;
  return isFew(count) ? words.p95OfFew : words.p95Means;
}

function answersNote(count: number): string {
  return count === 0 ? words.nobodyAnswered : words.answers({ number: count, isFew: isFew(count) });
}
