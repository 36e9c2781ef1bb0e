import type { Customer } from '../bank/customer';
import { type Html, html } from '../http/html';
import { layout } from './layout';

/** What an enrolment link opens. Only the button uses the link up: programs that merely look at links press none. */
export function enrolPage(customer: Customer, code: string): Html {
  return layout(
    'Enrol this phone',
    undefined,
    html`<h1>Make this ${customer.name}’s phone?</h1>
<p class="lead">Customer <span class="figures">${customer.number}</span></p>
<p class="persona">From then on this browser shows what the bank asks ${customer.name}, and answers for them.</p>
<form class="single" method="post" action="/phone/enrol/${code}">
  <button class="button wide">Enrol this phone</button>
</form>`,
  );
}

export const enrolmentGonePage = layout(
  'This link has been used',
  undefined,
  html`<h1>This link no longer works</h1>
<p class="lead">An enrolment link works once, for ten minutes.</p>
<div class="nothing"><p class="calm">Ask for a new one</p>
<p>Open “Devices” on a phone of the customer, and scan the code there.</p></div>`,
);
