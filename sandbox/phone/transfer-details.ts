import type { WireTransfer } from '../bank/transfer-detail';
import { accountInWords, amountInWords } from '../bank/transfer-words';
import { type Html, html } from '../http/html';

/** What does not fit into a line otherwise. */
const LONG_AMOUNT = 16;

/** A transfer as the customer approves it: the amount first and largest, then where it goes and where it comes from. */
export function transferDetails(detail: WireTransfer): Html {
  const { creditorName, debtorAccount, remittanceInformationUnstructured: reference } = detail;
  const amount = amountInWords(detail);
  return html`<dl class="transfer">
    <div class="amount${amount.length > LONG_AMOUNT ? ' long' : ''}"><dt>Amount</dt><dd>${amount}</dd></div>
    <div><dt>To</dt><dd>${creditorName}</dd></div>
    <div><dt>Account</dt><dd>${accountInWords(detail)}</dd></div>
    <div><dt>From</dt><dd>Account ending ${debtorAccount.iban.slice(-4)}</dd></div>
    ${reference && html`<div><dt>Reference</dt><dd>${reference}</dd></div>`}
  </dl>`;
}
