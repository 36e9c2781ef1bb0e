import type { TransferView } from '@/lib/transfers/view';
import { say as orderSays } from '@/messages/transfers/order';
import { say } from '@/messages/transfers/transfer';
import { pageSigns } from '../customer/page-title';
import { amountText } from './amount-text';
import { askingWords } from './asking-words';
import { wordsFor } from './words';

/** The browser tab tells how the transfer stands: the teller may be looking at another one. */
export function transferTitle(view: TransferView): string {
  const { status, order, verification, may, tellerName, customer } = view;
  const words =
    status === 'awaiting_customer' ? askingWords(verification, may.ask, tellerName) : wordsFor(view);
  const what = order
    ? orderSays.amountTo({ amount: amountText(order.amount), payee: order.payeeName })
    : say.tabOfDraft({ customer: customer.name });
  return `${pageSigns[words.tone]} ${words.status} · ${what}`;
}
