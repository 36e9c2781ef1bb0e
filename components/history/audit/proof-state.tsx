import type { ReactNode } from 'react';
import type { ProofRun, TrailStatus } from '@/lib/audit/view';
import { LocalTime } from '../../time/local-time';
import { CheckIcon, WarningIcon } from '../../ui/icons';
import { findingName } from './finding-words';

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
            <p className="max-w-prose text-ink-soft">
              {last ? <Said run={last} /> : 'Prove it now: every record is checked, from the first on.'}
            </p>
          </div>
        </div>
        {children}
      </div>
      {status.stopped !== null ? (
        <p className="mt-3 max-w-prose font-semibold text-bad">
          Nothing is added to the chain any more: {status.stopped} Tell your security officer, and leave the
          database as it is.
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
  if (last?.state === 'unsound') return 'The trail was changed';
  if (stopped !== null) return 'Nothing is sealed any more';
  if (!last) return 'Not proved yet';
  const number = (n: number) => n.toLocaleString('en-GB');
  const checked = isOfAll(last, { records })
    ? number(last.records)
    : `${number(last.records)} of ${number(records)}`;
  return `No tampering found in ${checked} records checked`;
}

function Said({ run }: { run: ProofRun }) {
  return (
    <>
      {run.records.toLocaleString('en-GB')} {run.records === 1 ? 'record' : 'records'} checked on{' '}
      <LocalTime iso={run.endedAt ?? run.startedAt} show="moment" />, asked by{' '}
      {run.askedBy === 'keeper' ? 'Countersign' : run.askedBy}.{' '}
      {run.state === 'sound'
        ? 'Each is what was written, in its place, none missing and none added.'
        : 'What was found first:'}
    </>
  );
}

function Findings({ run }: { run: ProofRun }) {
  return (
    <ul className="mt-3 divide-y divide-bad-rule border-bad-rule border-t">
      {run.findings.map((finding) => (
        <li key={finding.says} className="grid gap-x-4 py-1.5 sm:grid-cols-[9rem_minmax(0,1fr)]">
          <span className="font-semibold text-bad">{findingName[finding.kind]}</span>
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
        aria-label="Proof"
        value={run.records}
        max={total}
        className="block h-2 w-full overflow-hidden rounded-full accent-seal"
      />
      <p className="mt-1 text-ink-soft text-sm">
        {run.records.toLocaleString('en-GB')} of {run.total.toLocaleString('en-GB')} records
      </p>
    </div>
  );
}
