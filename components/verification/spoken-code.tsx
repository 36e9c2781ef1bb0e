import { say } from '@/messages/verification/card';

/** The largest thing on the screen, and below it how to say it on a bad line, which is also how it is read out. */
export function SpokenCode({ code }: { code: string }) {
  const groups = code.split('-');
  return (
    <div>
      <p
        aria-hidden="true"
        data-spoken-code={code}
        className="figures flex gap-[0.45em] font-semibold text-[clamp(3.4rem,2.2rem+6vw,7.25rem)] text-ink leading-[1.05] tracking-[0.02em]"
      >
        {groups.map((group, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two groups may be equal, and they never move.
          <span key={at}>{group}</span>
        ))}
      </p>
      <p className="mt-1 text-ink-soft text-sm">
        <span className="sr-only">{`${say.codeIs} `}</span>
        {groups.map((group) => [...group].map((sign) => say.spelling[sign] ?? sign).join(' ')).join(' – ')}
      </p>
    </div>
  );
}
