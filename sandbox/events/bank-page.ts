import type { Customer } from '../bank/customer';
import { type Html, html } from '../http/html';
import { personas } from '../personas';
import { layout } from '../phone/layout';

const results = {
  reported: 'Reported. The contact centre can ask this customer nothing and see nothing until it has looked.',
  waits: 'The contact centre cannot be reached. The bank keeps trying for half a minute.',
  refused: 'The contact centre refused the event: its settings do not fit this bank.',
  unknown: 'The bank knows no such customer.',
} as const;

type BankResult = keyof typeof results;

export function isBankResult(text: string): text is BankResult {
  return Object.hasOwn(results, text);
}

interface Shown {
  readonly result: BankResult;
  readonly customer: Customer | undefined;
}

/** Plays the systems of the bank that see what neither the customer nor the contact centre does. */
export function bankPage(shown?: Shown): Html {
  return layout(
    'Fraud engine',
    undefined,
    html`<p class="back"><a href="/phone">To the phones</a></p>
<h1>Fraud engine</h1>
<p class="lead">It has found a customer’s password in a list of stolen ones, and tells the contact centre.</p>
<p id="result" class="result${shown ? ` ${shown.result}` : ''}" role="status">${
      shown && html`${shown.customer && html`${shown.customer.name}: `}${results[shown.result]}`
    }</p>
<form class="number" method="post" action="/bank/fraud-engine">
  <label for="customer">Customer number</label>
  <div class="row">
    <input id="customer" name="customer" list="customers" placeholder="C-200107" autocomplete="off" required>
  </div>
  <button class="button wide single">Report compromised credentials</button>
  <datalist id="customers">${personas.map(({ number, name }) => html`<option value="${number}">${name}</option>`)}</datalist>
</form>`,
  );
}
