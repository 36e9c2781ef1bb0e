import type { Customer } from '../bank/customer';
import { type EnrolledDevice, hasDemoPhone } from '../bank/enrolled-devices';
import { type Html, html } from '../http/html';
import { layout } from './layout';
import { switchCustomer } from './phone-page';
import { qrCode } from './qr-code';

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
    `Devices of ${customer.name}`,
    switchCustomer,
    html`<p class="back"><a href="/phone">Back to the phone</a></p>
<h1>Devices</h1>
<p class="lead">${customer.name}, customer <span class="figures">${customer.number}</span></p>
<section aria-labelledby="enrolled">
  <h2 id="enrolled">Enrolled phones</h2>
  ${
    some
      ? html`<ul class="history">${demo && demoPhone}${devices.map((device) => entry(device, device.id === current?.id))}</ul>`
      : html`<div class="nothing"><p class="calm">No phone is enrolled</p>
<p>The bank cannot reach ${customer.name}. Agents are told so.</p></div>`
  }
</section>
<section aria-labelledby="add">
  <h2 id="add">Enrol ${some ? 'another' : 'a'} phone</h2>
  <div class="enrol">
    ${qrCode(link, 'QR code with the enrolment link')}
    <div>
      <p>Scan the code with the phone, or open this link in another browser:</p>
      <p class="link"><a href="${link}">${link}</a></p>
      <p class="caption">It works once, until ${time(until)}. The demo bank listens on this machine only, so its phones live here too.</p>
      <p><a class="button" href="/phone/devices">Make a new code</a></p>
    </div>
  </div>
</section>`,
  );
}

const demoPhone = html`<li>
  <span class="sign" aria-hidden="true">☎</span>
  <span class="what"><span class="word">Demo phone</span>
  <span class="said">Comes with the account. Anyone who picks this customer holds it.</span></span>
</li>`;

function entry(device: EnrolledDevice, isCurrent: boolean): Html {
  return html`<li>
  <span class="sign" aria-hidden="true">☎</span>
  <span class="what"><span class="word">${device.name}${isCurrent && ' (this one)'}</span>
  <span class="said">Enrolled at ${time(device.enrolledAt)}${device.subscription ? ', requests are announced there' : ''}</span></span>
  <form method="post" action="/phone/devices/remove">
    <input type="hidden" name="device" value="${device.id}">
    <button class="remove" aria-label="Remove ${device.name}">Remove</button>
  </form>
</li>`;
}

/** The sandbox and the browser share a machine, and so a time zone. */
function time(at: number): Html {
  const date = new Date(at);
  return html`<time datetime="${date.toISOString()}">${date.toTimeString().slice(0, 5)}</time>`;
}
