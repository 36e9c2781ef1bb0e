import type { Customer } from '../bank/customer';
import { type Html, html } from '../http/html';
import { say } from '../messages/en/bank';
import { personas } from '../personas';
import { layout } from '../phone/layout';

const words = say.fraudEngine;

type BankResult = keyof typeof words.results;

export function isBankResult(text: string): text is BankResult {
  return Object.hasOwn(words.results, text);
}

interface Shown {
  readonly result: BankResult;
  readonly customer: Customer | undefined;
}

/** Plays the systems of the bank that see what neither the customer nor the contact centre does. */
export function bankPage(shown?: Shown): Html {
  return layout(
    words.title,
    undefined,
    html`<p class="back"><a href="/phone">${words.back}</a></p>
<h1>${words.title}</h1>
<p class="lead">${words.lead}</p>
<p id="result" class="result${shown ? ` ${shown.result}` : ''}" role="status">${shown && told(shown)}</p>
<form class="number" method="post" action="/bank/fraud-engine">
  <label for="customer">${words.customerNumber}</label>
  <div class="row">
    <input id="customer" name="customer" list="customers" placeholder="C-200107" autocomplete="off" required>
  </div>
  <button class="button wide single">${words.report}</button>
  <datalist id="customers">${personas.map(({ number, name }) => html`<option value="${number}">${name}</option>`)}</datalist>
</form>`,
  );
}

function told({ result, customer }: Shown): string {
  const text = words.results[result];
  return customer ? words.of({ name: customer.name, result: text }) : text;
}
