import type { Customer } from '../bank/customer';
import { type Html, html } from '../http/html';
import { say } from '../messages/en/phone';
import { layout } from './layout';

const words = say.enrol;

/** What an enrolment link opens. Only the button uses the link up: programs that merely look at links press none. */
export function enrolPage(customer: Customer, code: string): Html {
  return layout(
    words.title,
    undefined,
    html`<h1>${words.heading(customer)}</h1>
<p class="lead">${say.customer({ number: html`<span class="figures">${customer.number}</span>` })}</p>
<p class="persona">${words.text(customer)}</p>
<form class="single" method="post" action="/phone/enrol/${code}">
  <button class="button wide">${words.enrol}</button>
</form>`,
  );
}

export const enrolmentGonePage = layout(
  words.gone,
  undefined,
  html`<h1>${words.gone}</h1>
<p class="lead">${words.goneLead}</p>
<div class="nothing"><p class="calm">${words.askAgain}</p>
<p>${words.askAgainText}</p></div>`,
);
