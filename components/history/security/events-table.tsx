import Link from 'next/link';
import type { SecurityEvent } from '@/lib/history/security/view';
import { say as security } from '@/messages/history/security';
import { say as timeline } from '@/messages/history/timeline';
import { LocalTime } from '../../time/local-time';
import { transferHref } from '../../transfers/address';
import { detailTexts } from '../detail-text';
import { actorText, timelineText } from '../timeline-text';

const say = security.table;

const head = 'py-1.5 pr-4 font-normal first:pl-4';
const cell = 'py-2 pr-4 align-top first:pl-4 max-md:p-0 max-md:first:pl-0 print:text-sm';
const link =
  'inline-block min-h-6 text-seal underline decoration-seal/40 underline-offset-2 hover:decoration-seal';

/** A table where there is room for one, and a card for each event where there is not. */
export function EventsTable({ events }: { events: readonly SecurityEvent[] }) {
  return (
    <div className="overflow-hidden rounded-md border border-rule bg-sheet print:overflow-visible print:border-0 print:bg-transparent">
      <table className="w-full text-left max-md:block">
        <caption className="sr-only">{say.caption}</caption>
        <thead className="text-ink-soft text-xs max-md:sr-only">
          <tr className="border-rule border-b">
            <th scope="col" className={head}>
              {say.recorded}
            </th>
            <th scope="col" className={head}>
              {say.happened}
            </th>
            <th scope="col" className={head}>
              {say.who}
            </th>
            <th scope="col" className={head}>
              {say.about}
            </th>
          </tr>
        </thead>
        <tbody className="max-md:block">
          {events.map((event) => (
            <Row key={event.id} event={event} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ event }: { event: SecurityEvent }) {
  const { at, actor } = event;
  return (
    <tr className="break-inside-avoid border-rule not-last:border-b max-md:grid max-md:gap-y-0.5 max-md:px-4 max-md:py-3">
      <td className={`${cell} w-44 text-ink-soft text-sm leading-[1.607]`}>
        <LocalTime iso={at} show="moment" wrap />
      </td>
      <td className={`${cell} wrap-anywhere`}>
        <span className="font-semibold">{timelineText(event)}</span>
        <Details event={event} />
      </td>
      <td className={`${cell} wrap-anywhere`}>
        {actorText(actor)}
        {actor.address ? (
          <span className="block text-ink-soft text-sm">
            {timeline.fromAddress({ address: actor.address })}
          </span>
        ) : null}
      </td>
      <td className={`${cell} wrap-anywhere text-sm leading-[1.607]`}>
        <About event={event} />
      </td>
    </tr>
  );
}

function Details({ event }: { event: SecurityEvent }) {
  const texts = detailTexts(event);
  const { since } = event.details;
  return (
    <>
      {texts.length > 0 ? <span className="block text-ink-soft text-sm">{texts.join(' · ')}</span> : null}
      {typeof since === 'string' ? (
        <span className="block text-ink-soft text-sm">
          {say.first({ at: <LocalTime iso={since} show="moment" wrap /> })}
        </span>
      ) : null}
    </>
  );
}

function About({ event: { verificationId, transferId, customer } }: { event: SecurityEvent }) {
  const links = [
    ...(customer
      ? [{ href: `/customers/${encodeURIComponent(customer.id)}`, text: customer.name ?? customer.id }]
      : []),
    ...(verificationId
      ? [{ href: `/history/${encodeURIComponent(verificationId)}`, text: say.verification }]
      : []),
    ...(transferId ? [{ href: transferHref(transferId), text: say.transfer }] : []),
  ];
  return (
    <ul className="flex flex-wrap gap-x-3">
      {links.map(({ href, text }) => (
        <li key={href}>
          <Link href={href} prefetch={false} className={link}>
            {text}
          </Link>
        </li>
      ))}
    </ul>
  );
}
