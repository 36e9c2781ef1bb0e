import type { TrailStatus } from '@/lib/audit/view';
import { say } from '@/messages/audit';
import { LocalTime } from '../../time/local-time';

const button =
  'inline-flex min-h-9 items-center rounded-sm border border-edge bg-sheet px-4 font-semibold text-ink hover:bg-sunken pointer-coarse:min-h-11';

const { signature, elsewhere } = say;

const COMMAND =
  'npm run audit:verify -- countersign-audit.jsonl --keys countersign-audit-keys.json --checkpoint countersign-checkpoint.jws';

/** The newest signature, and what can be taken away to prove the trail without this desk. */
export function TrailFacts({ status }: { status: TrailStatus }) {
  const { head, records, waiting, keyId } = status;
  return (
    <div className="mt-5 grid items-start gap-5 xl:grid-cols-2">
      <section aria-labelledby="signature-heading" className="rounded-md border border-rule bg-sheet">
        <h2 id="signature-heading" className="border-rule border-b px-4 py-2 font-semibold">
          {signature.heading}
        </h2>
        <dl>
          <Fact label={signature.covers}>
            {head ? signature.coversOf({ position: head.position, records }) : signature.nothing}
            {waiting > 0 ? (
              <span className="block text-ink-soft text-sm">{signature.waiting({ records: waiting })}</span>
            ) : null}
          </Fact>
          {head ? (
            <>
              <Fact label={signature.signed}>
                <LocalTime iso={head.at} show="moment" />
              </Fact>
              <Fact label={signature.hash}>
                <span className="figures text-sm">{head.hash}</span>
              </Fact>
            </>
          ) : null}
          <Fact label={signature.key}>
            <span className="figures text-sm">{keyId}</span>
          </Fact>
        </dl>
      </section>
      <section
        aria-labelledby="elsewhere-heading"
        className="rounded-md border border-rule bg-sheet print:hidden"
      >
        <h2 id="elsewhere-heading" className="border-rule border-b px-4 py-2 font-semibold">
          {elsewhere.heading}
        </h2>
        <div className="space-y-4 px-4 py-3">
          <div>
            <p className="mb-2 max-w-prose">{elsewhere.checkpoint}</p>
            <p className="flex flex-wrap gap-2">
              <a href="/history/audit/checkpoint.jws" download className={button}>
                {elsewhere.saveCheckpoint}
              </a>
              <a href="/history/audit/keys.json" download className={button}>
                {elsewhere.saveKeys}
              </a>
            </p>
          </div>
          <form action="/history/audit/trail.jsonl" className="border-rule border-t pt-3">
            <p className="mb-2 max-w-prose">{elsewhere.trail}</p>
            <div className="flex flex-wrap items-end gap-2">
              <label className="text-ink-soft text-sm">
                {elsewhere.from}
                <input
                  type="date"
                  name="from"
                  className="block h-9 rounded-sm border border-edge bg-sheet px-3 text-base text-ink pointer-coarse:h-11"
                />
              </label>
              <button type="submit" className={button}>
                {elsewhere.export}
              </button>
            </div>
          </form>
          <p className="border-rule border-t pt-3 text-ink-soft text-sm">
            {elsewhere.command}
            <code className="wrap-anywhere mt-1 block rounded-sm bg-sunken px-2 py-1 text-ink">
              {COMMAND}
            </code>
          </p>
        </div>
      </section>
    </div>
  );
}

function Fact({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div className="flex gap-4 border-rule px-4 py-2 not-last:border-b">
      <dt className="w-32 shrink-0 text-ink-soft text-sm">{label}</dt>
      <dd className="wrap-anywhere min-w-0">{children}</dd>
    </div>
  );
}
