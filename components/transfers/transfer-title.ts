import type { TransferView } from '@/lib/transfers/view';
import { pageSigns } from '../customer/page-title';
import { amountText } from './amount-text';
import { askingWords } from './asking-words';
import { wordsFor } from './words';

/** The browser tab tells how the transfer stands: the teller may be looking at another one. */
export function transferTitle(view: TransferView): string {
  const { status, order, verification, may, tellerName, customer } = view;
  const words =
    status === 'awaiting_customer' ? askingWords(verification, may.ask, tellerName) : wordsFor(view);
  const what = order ? `${amountText(order.amount)} to ${order.payeeName}` : `Transfer for ${customer.name}`;
  return `${pageSigns[words.tone]} ${words.status} · ${what}`;
}
