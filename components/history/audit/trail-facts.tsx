import type { TrailStatus } from '@/lib/audit/view';
import { LocalTime } from '../../time/local-time';

const button =
  'inline-flex min-h-9 items-center rounded-sm border border-edge bg-sheet px-4 font-semibold text-ink hover:bg-sunken pointer-coarse:min-h-11';

/** The newest signature, and what can be taken away to prove the trail without this desk. */
export function TrailFacts({ status }: { status: TrailStatus }) {
  const { head, records, waiting, keyId } = status;
  return (
    <div className="mt-5 grid items-start gap-5 xl:grid-cols-2">
      <section aria-labelledby="signature-heading" className="rounded-md border border-rule bg-sheet">
        <h2 id="signature-heading" className="border-rule border-b px-4 py-2 font-semibold">
          The newest signature
        </h2>
        <dl>
          <Fact label="Covers">
            {head
              ? `${head.position.toLocaleString('en-GB')} of ${records.toLocaleString('en-GB')} records`
              : 'Nothing yet'}
            {waiting > 0 ? (
              <span className="block text-ink-soft text-sm">
                {waiting.toLocaleString('en-GB')} written moments ago {waiting === 1 ? 'waits' : 'wait'} for{' '}
                {waiting === 1 ? 'its' : 'their'} place
              </span>
            ) : null}
          </Fact>
          {head ? (
            <>
              <Fact label="Signed">
                <LocalTime iso={head.at} show="moment" />
              </Fact>
              <Fact label="Hash of all of it">
                <span className="figures text-sm">{head.hash}</span>
              </Fact>
            </>
          ) : null}
          <Fact label="Key">
            <span className="figures text-sm">{keyId}</span>
          </Fact>
        </dl>
      </section>
      <section
        aria-labelledby="elsewhere-heading"
        className="rounded-md border border-rule bg-sheet print:hidden"
      >
        <h2 id="elsewhere-heading" className="border-rule border-b px-4 py-2 font-semibold">
          Prove it elsewhere
        </h2>
        <div className="space-y-4 px-4 py-3">
          <div>
            <p className="mb-2 max-w-prose">
              A checkpoint is the newest signature in a file. Keep one where nobody here can reach it: it
              shows later whether anything it covers was changed, or cut off.
            </p>
            <p className="flex flex-wrap gap-2">
              <a href="/history/audit/checkpoint.jws" download className={button}>
                Checkpoint
              </a>
              <a href="/history/audit/keys.json" download className={button}>
                Public keys
              </a>
            </p>
          </div>
          <form action="/history/audit/trail.jsonl" className="border-rule border-t pt-3">
            <p className="mb-2 max-w-prose">
              The trail itself, to be proved by anybody with the public keys. It holds names and messages:
              treat it as you treat customers’ data.
            </p>
            <div className="flex flex-wrap items-end gap-2">
              <label className="text-ink-soft text-sm">
                From (empty: all of it)
                <input
                  type="date"
                  name="from"
                  className="block h-9 rounded-sm border border-edge bg-sheet px-3 text-base text-ink pointer-coarse:h-11"
                />
              </label>
              <button type="submit" className={button}>
                Export the trail
              </button>
            </div>
          </form>
          <p className="border-rule border-t pt-3 text-ink-soft text-sm">
            Then, on any machine with Countersign:
            <code className="wrap-anywhere mt-1 block rounded-sm bg-sunken px-2 py-1 text-ink">
              npm run audit:verify -- countersign-audit.jsonl --keys countersign-audit-keys.json --checkpoint
              countersign-checkpoint.jws
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
