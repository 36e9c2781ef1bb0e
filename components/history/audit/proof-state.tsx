import type { ReactNode } from 'react';
import type { ProofRun, TrailStatus } from '@/lib/audit/view';
import { say } from '@/messages/audit';
import { LocalTime } from '../../time/local-time';
import { CheckIcon, WarningIcon } from '../../ui/icons';
import { askedBy } from './asked-by';

const words = say.state;

/** What the last proof came to, in one glance, and how far a running one has come. */
export function ProofState({ status, children }: { status: TrailStatus; children: ReactNode }) {
  const running = status.proofs.find(({ state }) => state === 'running');
  const last = status.proofs.find(({ state }) => state === 'sound' || state === 'unsound');
  const tone = toneOf(status, last);
  return (
    <section aria-labelledby="proof-heading" className={`rounded-md border p-4 sm:p-5 ${bands[tone]}`}>
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="flex min-w-0 flex-1 basis-72 gap-3">
          {tone === 'alarm' ? <WarningIcon className={`mt-0.5 size-7 shrink-0 ${inks[tone]}`} /> : null}
          {tone === 'good' || tone === 'wait' ? (
            <CheckIcon className={`mt-0.5 size-7 shrink-0 ${inks[tone]}`} />
          ) : null}
          <div className="min-w-0">
            <h2 id="proof-heading" className={`font-bold text-xl ${inks[tone]}`}>
              <span role="status">{headline(status, last)}</span>
            </h2>
            <p className="max-w-prose text-ink-soft">{last ? <Said run={last} /> : words.proveFirst}</p>
          </div>
        </div>
        {children}
      </div>
      {status.stopped !== null ? (
        <p className="mt-3 max-w-prose font-semibold text-bad">
          {words.stoppedBecause({ why: status.stopped })}
        </p>
      ) : null}
      {last && last.findings.length > 0 ? <Findings run={last} /> : null}
      {running ? <Progress run={running} /> : null}
    </section>
  );
}

type ProofTone = 'alarm' | 'good' | 'wait' | 'none';

/** `wait`: nothing was found, in a part of it. */
function toneOf(status: TrailStatus, last: ProofRun | undefined): ProofTone {
  if (status.stopped !== null || last?.state === 'unsound') return 'alarm';
  if (!last) return 'none';
  return isOfAll(last, status) ? 'good' : 'wait';
}

const bands: Record<ProofTone, string> = {
  alarm: 'border-alarm bg-bad-wash',
  good: 'border-good-rule bg-good-wash',
  wait: 'border-wait-rule bg-wait-wash',
  none: 'border-rule bg-sheet',
};
const inks: Record<ProofTone, string> = {
  alarm: 'text-bad',
  good: 'text-good',
  wait: 'text-wait',
  none: 'text-ink',
};

/** A proof is recorded when it ends, behind what it checked. */
function isOfAll(proof: ProofRun, { records }: Pick<TrailStatus, 'records'>): boolean {
  return proof.records >= records - 1;
}

function headline({ stopped, records }: TrailStatus, last: ProofRun | undefined): string {
  if (last?.state === 'unsound') return words.changed;
  if (stopped !== null) return words.stopped;
  if (!last) return words.notProved;
  const checked = last.records;
  return isOfAll(last, { records }) ? words.allSound({ checked }) : words.partSound({ checked, records });
}

function Said({ run }: { run: ProofRun }) {
  const says = run.state === 'sound' ? words.sound : words.unsound;
  return says({
    records: run.records,
    at: <LocalTime iso={run.endedAt ?? run.startedAt} show="moment" />,
    askedBy: askedBy(run),
  });
}

function Findings({ run }: { run: ProofRun }) {
  return (
    <ul className="mt-3 divide-y divide-bad-rule border-bad-rule border-t">
      {run.findings.map((finding) => (
        <li key={finding.says} className="grid gap-x-4 py-1.5 sm:grid-cols-[9rem_minmax(0,1fr)]">
          <span className="font-semibold text-bad">{say.findings[finding.kind]}</span>
          <span className="wrap-anywhere">{finding.says}</span>
        </li>
      ))}
    </ul>
  );
}

function Progress({ run }: { run: ProofRun }) {
  const total = Math.max(run.total, 1);
  return (
    <div className="mt-4">
      <progress
        aria-label={words.progress}
        value={run.records}
        max={total}
        className="block h-2 w-full overflow-hidden rounded-full accent-seal"
      />
      <p className="mt-1 text-ink-soft text-sm">{words.progressText(run)}</p>
    </div>
  );
}
