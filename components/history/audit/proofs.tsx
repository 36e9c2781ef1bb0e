import type { ProofRun } from '@/lib/audit/view';
import { say } from '@/messages/audit';
import { numberText } from '@/messages/locale';
import { LocalTime } from '../../time/local-time';
import { askedBy } from './asked-by';

const words = say.proofs;

const cell = 'py-1.5 pr-4 first:pl-4';

/** Earlier proofs, the newest first. */
export function Proofs({ proofs }: { proofs: readonly ProofRun[] }) {
  if (proofs.length === 0) return null;
  return (
    <section aria-labelledby="proofs-heading" className="mt-6">
      <h2 id="proofs-heading" className="mb-2 font-semibold text-lg">
        {words.heading}
      </h2>
      <div className="overflow-x-auto rounded-md border border-rule bg-sheet">
        <table className="w-full text-left text-sm">
          <thead className="text-ink-soft text-xs">
            <tr className="border-rule border-b">
              <th scope="col" className={`${cell} font-normal`}>
                {words.started}
              </th>
              <th scope="col" className={`${cell} font-normal`}>
                {words.askedBy}
              </th>
              <th scope="col" className={`${cell} text-right font-normal`}>
                {words.records}
              </th>
              <th scope="col" className={`${cell} font-normal`}>
                {words.outcome}
              </th>
            </tr>
          </thead>
          <tbody>
            {proofs.map((run) => (
              <tr key={run.startedAt} className="border-rule not-last:border-b">
                <td className={cell}>
                  <LocalTime iso={run.startedAt} show="moment" wrap />
                </td>
                <td className={`wrap-anywhere ${cell}`}>{askedBy(run)}</td>
                <td className={`${cell} text-right`}>{numberText(run.records)}</td>
                <td className={`${cell} ${run.state === 'unsound' ? 'font-semibold text-bad' : ''}`}>
                  {words.outcomes[run.state]}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
