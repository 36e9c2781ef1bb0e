import type { WireTransfer } from '../bank/transfer-detail';
import { accountInWords, amountInWords } from '../bank/transfer-words';
import { type Html, html } from '../http/html';
import { say } from '../messages/en/phone';

const words = say.transfer;

/** What does not fit into a line otherwise. */
const LONG_AMOUNT = 16;

/** A transfer as the customer approves it: the amount first and largest, then where it goes and where it comes from. */
export function transferDetails(detail: WireTransfer): Html {
  const { creditorName, debtorAccount, remittanceInformationUnstructured: reference } = detail;
  const amount = amountInWords(detail);
  return html`<dl class="transfer">
    <div class="amount${amount.length > LONG_AMOUNT ? ' long' : ''}"><dt>${words.amount}</dt><dd>${amount}</dd></div>
    <div><dt>${words.to}</dt><dd>${creditorName}</dd></div>
    <div><dt>${words.account}</dt><dd>${accountInWords(detail)}</dd></div>
    <div><dt>${words.from}</dt><dd>${words.fromAccount({ ending: debtorAccount.iban.slice(-4) })}</dd></div>
    ${reference && html`<div><dt>${words.reference}</dt><dd>${reference}</dd></div>`}
  </dl>`;
}
