import type { Customer } from '../bank/customer';
import { type EnrolledDevice, hasDemoPhone } from '../bank/enrolled-devices';
import { type Html, html } from '../http/html';
import { say } from '../messages/en/phone';
import { layout } from './layout';
import { switchCustomer } from './phone-page';
import { qrCode } from './qr-code';

const words = say.devices;

interface Shown {
  readonly devices: readonly EnrolledDevice[];
  /** The one the page is seen on. */
  readonly current: EnrolledDevice | undefined;
  /** A one-time link, and until when it works. */
  readonly link: string;
  readonly until: number;
}

/** A customer's profile: the phones that stand for them, and a way to add one. */
export function devicesPage(customer: Customer, shown: Shown): Html {
  const { devices, current, link, until } = shown;
  const demo = hasDemoPhone(customer);
  const some = demo || devices.length > 0;
  return layout(
    words.titleOf(customer),
    switchCustomer,
    html`<p class="back"><a href="/phone">${words.back}</a></p>
<h1>${words.title}</h1>
<p class="lead">${words.owner({ name: customer.name, number: html`<span class="figures">${customer.number}</span>` })}</p>
<section aria-labelledby="enrolled">
  <h2 id="enrolled">${words.enrolled}</h2>
  ${
    some
      ? html`<ul class="history">${demo && demoPhone}${devices.map((device) => entry(device, device.id === current?.id))}</ul>`
      : html`<div class="nothing"><p class="calm">${words.none}</p>
<p>${words.noneText(customer)}</p></div>`
  }
</section>
<section aria-labelledby="add">
  <h2 id="add">${some ? words.enrolAnother : words.enrolFirst}</h2>
  <div class="enrol">
    ${qrCode(link, words.qrCode)}
    <div>
      <p>${words.scan}</p>
      <p class="link"><a href="${link}">${link}</a></p>
      <p class="caption">${words.once({ until: time(until) })}</p>
      <p><a class="button" href="/phone/devices">${words.newCode}</a></p>
    </div>
  </div>
</section>`,
  );
}

const demoPhone = html`<li>
  <span class="sign" aria-hidden="true">☎</span>
  <span class="what"><span class="word">${words.demo}</span>
  <span class="said">${words.demoText}</span></span>
</li>`;

function entry(device: EnrolledDevice, isCurrent: boolean): Html {
  const enrolled = time(device.enrolledAt);
  return html`<li>
  <span class="sign" aria-hidden="true">☎</span>
  <span class="what"><span class="word">${isCurrent ? words.current({ device: device.name }) : device.name}</span>
  <span class="said">${device.subscription ? words.enrolledNotified({ time: enrolled }) : words.enrolledAt({ time: enrolled })}</span></span>
  <form method="post" action="/phone/devices/remove">
    <input type="hidden" name="device" value="${device.id}">
    <button class="remove" aria-label="${words.removeDevice({ device: device.name })}">${words.remove}</button>
  </form>
</li>`;
}

/** The sandbox and the browser share a machine, and so a time zone. */
function time(at: number): Html {
  const date = new Date(at);
  return html`<time datetime="${date.toISOString()}">${date.toTimeString().slice(0, 5)}</time>`;
}
