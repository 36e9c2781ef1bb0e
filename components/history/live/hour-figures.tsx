import type { LiveView } from '@/lib/history/live/view';
import { say } from '@/messages/live';
import { numberText } from '@/messages/locale';

/** What was asked in the last hour and what came of it, and the approvals agents use now. */
export function HourFigures({ view }: { view: LiveView }) {
  const { asked, approved, denied, expired, failed, reports } = view.lastHour;
  const figures = [
    { name: say.hour.asked, value: asked, ink: '' },
    { name: say.hour.approved, value: approved, ink: 'text-good' },
    { name: say.hour.denied, value: denied, ink: denied > 0 ? 'text-bad' : '' },
    { name: say.hour.expired, value: expired, ink: '' },
    { name: say.hour.failed, value: failed, ink: failed > 0 ? 'text-wait' : '' },
    { name: say.hour.reports, value: reports, ink: reports > 0 ? 'text-bad' : '' },
  ];
  return (
    <div className="mb-3 flex flex-wrap overflow-hidden rounded-md border border-rule bg-sheet lg:flex-nowrap">
      <section
        aria-labelledby="hour-heading"
        className="flex min-w-0 grow flex-col px-4 py-2 max-lg:basis-full"
      >
        <h2 id="hour-heading" className="text-ink-soft text-sm">
          {say.hour.heading}
        </h2>
        <dl className="grid grid-cols-3 gap-x-4 gap-y-1 sm:grid-cols-6">
          {figures.map(({ name, value, ink }) => (
            <Figure key={name} {...{ name, value, ink }} />
          ))}
        </dl>
      </section>
      <section
        aria-labelledby="now-heading"
        className="border-rule px-4 py-2 max-lg:basis-full max-lg:border-t lg:border-l"
      >
        <h2 id="now-heading" className="text-ink-soft text-sm">
          {say.now.heading}
        </h2>
        <dl className="grid grid-cols-3 gap-x-4 lg:flex lg:gap-x-6">
          <Figure name={say.now.alarms} value={view.alarms} ink={view.alarms > 0 ? 'text-bad' : ''} />
          <Figure name={say.now.waiting} value={view.waiting} ink="" />
          <Figure name={say.now.approvalsInUse} value={view.approvalsInUse} ink="" />
        </dl>
      </section>
    </div>
  );
}

function Figure({ name, value, ink }: { name: string; value: number; ink: string }) {
  return (
    <div className="flex flex-col-reverse">
      <dt className="text-ink-soft text-xs lg:whitespace-nowrap">{name}</dt>
      <dd className={`font-bold text-2xl leading-tight ${ink}`}>{numberText(value)}</dd>
    </div>
  );
}
