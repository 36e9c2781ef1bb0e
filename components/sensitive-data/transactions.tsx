import type { Account, SensitiveData, Transaction } from '@/lib/customers/view';
import { say } from '@/messages/customers';
import { dateText } from '../time/format';
import { Missing } from './missing';
import { moneyText } from './money';
import { Panel } from './panel';

interface Props {
  transactions: readonly Transaction[];
  accounts: readonly Account[];
  missing: SensitiveData['missing']['transactions'];
}

export function Transactions({ transactions, accounts, missing }: Props) {
  const names = new Map(accounts.map((account) => [account.id, account.name]));
  if (transactions.length === 0) {
    return (
      <Panel area="transactions">
        {missing === 0 ? <p className="px-4 py-3 text-ink-soft">{say.data.noTransactions}</p> : null}
        <Missing count={missing} of="transactions" />
      </Panel>
    );
  }
  return (
    <Panel area="transactions">
      <table className="w-full text-left">
        <caption className="sr-only">{say.data.transactionsCaption}</caption>
        <thead className="text-ink-soft text-xs">
          <tr className="border-rule border-b">
            <th scope="col" className="py-1.5 pr-3 pl-4 font-normal">
              {say.data.booked}
            </th>
            <th scope="col" className="py-1.5 pr-3 font-normal">
              {say.data.what}
            </th>
            <th scope="col" className="hidden py-1.5 pr-3 font-normal sm:table-cell">
              {say.data.account}
            </th>
            <th scope="col" className="py-1.5 pr-4 text-right font-normal">
              {say.data.amount}
            </th>
          </tr>
        </thead>
        <tbody>
          {transactions.map((transaction) => (
            <tr key={transaction.id} className="border-rule align-baseline not-last:border-b hover:bg-paper">
              <td className="whitespace-nowrap py-2 pr-3 pl-4 text-ink-soft text-sm">
                {dateText(transaction.bookedOn, 'day')}
                <span className="max-sm:hidden"> {transaction.bookedOn.slice(0, 4)}</span>
              </td>
              <td className="wrap-anywhere py-2 pr-3">{transaction.description}</td>
              <td className="hidden py-2 pr-3 text-ink-soft text-sm sm:table-cell">
                {names.get(transaction.accountId) ?? ''}
              </td>
              <td className="whitespace-nowrap py-2 pr-4 text-right font-semibold">
                {moneyText(transaction.amountMinor, transaction.currency, 'always')}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <Missing count={missing} of="transactions" />
    </Panel>
  );
}
