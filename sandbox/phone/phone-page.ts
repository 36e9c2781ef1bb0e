import type { Customer } from '../bank/customer';
import { type Html, html } from '../http/html';
import type { Prompt } from '../op/prompt';
import { inbox } from './inbox';
import { layout } from './layout';
import { type Result, results } from './words';

const switchCustomer = html`<form method="post" action="/phone/sign-out"><button class="switch">Switch customer</button></form>`;

/** A signed-in customer's phone. `result` is what became of the button pressed just now. */
export function phonePage(
  customer: Customer,
  prompts: readonly Prompt[],
  result: Result | undefined,
  now: number,
): Html {
  const behaviour = customer.persona?.behaviour.does ?? 'answer by hand';
  return layout(
    customer.name,
    switchCustomer,
    html`<h1>${customer.name}</h1>
<p class="lead">Customer <span class="figures">${customer.number}</span></p>
${
  customer.persona && behaviour !== 'answer by hand' && html`<p class="persona">${customer.persona.hint}.</p>`
}
<p id="result" class="result${result ? ` ${result}` : ''}" role="status" tabindex="-1">${result && results[result]}</p>
${
  behaviour === 'have no device'
    ? html`<div class="nothing"><p class="calm">This phone is not enrolled</p>
<p>The bank cannot send requests here. The agent is told so.</p></div>`
    : html`<div id="inbox" data-customer="${customer.number}">${inbox(prompts, now)}</div>`
}`,
  );
}
