import type { Customer } from '../bank/customer';
import { type Html, html } from '../http/html';
import { say } from '../messages/en/phone';
import { canReport } from '../op/devices';
import type { Prompt } from '../op/prompt';
import { inbox } from './inbox';
import { layout } from './layout';
import { notifications } from './notifications';
import type { Result } from './results';

export const switchCustomer = html`<form method="post" action="/phone/sign-out"><button class="switch">${say.switchCustomer}</button></form>`;

/** Whose hints would say nothing new on the phone itself. */
const plain = new Set(['answer by hand', 'have no device']);

/** Also while nothing waits: a caller in the bank's name need not have asked for anything. */
const suspiciousCall = html`<section class="report" aria-labelledby="suspicious">
  <h2 id="suspicious">${say.suspicious.title}</h2>
  <p>${say.suspicious.text}</p>
  <form method="post" action="/phone/report"><button class="button fraud">${say.suspicious.report}</button></form>
</section>`;

interface Shown {
  readonly prompts: readonly Prompt[];
  /** What became of the button pressed just now. */
  readonly result: Result | undefined;
  readonly isReachable: boolean;
  /** Whether requests are announced on this very device. */
  readonly isNotified: boolean;
}

/** A signed-in customer's phone. */
export function phonePage(customer: Customer, shown: Shown, now: number): Html {
  const { prompts, result, isReachable, isNotified } = shown;
  const behaviour = customer.persona?.behaviour.does ?? 'answer by hand';
  const tells = !plain.has(behaviour) || customer.persona?.userCode !== undefined;
  return layout(
    customer.name,
    switchCustomer,
    html`<h1>${customer.name}</h1>
<p class="lead">${say.customer({ number: html`<span class="figures">${customer.number}</span>` })} · <a href="/phone/devices">${say.phone.devices}</a></p>
${customer.persona && tells && html`<p class="persona">${say.phone.hint(customer.persona)}</p>`}
<p id="result" class="result${result ? ` ${result}` : ''}" role="status" tabindex="-1">${result && say.results[result]}</p>
${
  isReachable
    ? html`<div id="inbox" data-customer="${customer.number}">${inbox(prompts, canReport(customer), now)}</div>
${suspiciousCall}
${notifications(isNotified)}`
    : html`<div class="nothing"><p class="calm">${say.phone.notEnrolled}</p>
<p>${say.phone.notEnrolledText}</p>
<p><a class="button" href="/phone/devices">${say.phone.enrol}</a></p></div>`
}`,
  );
}
