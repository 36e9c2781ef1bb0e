import type { Account, SensitiveData } from '@/lib/customers/view';
import { say } from '@/messages/customers';
import { CopyButton } from '../ui/copy-button';
import { inFours } from '../ui/in-fours';
import { Missing } from './missing';
import { moneyText } from './money';
import { Panel } from './panel';

interface Props {
  accounts: readonly Account[];
  missing: SensitiveData['missing']['accounts'];
}

export function Accounts({ accounts, missing }: Props) {
  return (
    <Panel area="accounts">
      {accounts.length === 0 && missing === 0 ? (
        <p className="px-4 py-3 text-ink-soft">{say.data.noAccounts}</p>
      ) : null}
      <ul>
        {accounts.map((account) => (
          <li key={account.id} className="border-rule px-4 py-2.5 not-last:border-b">
            <p className="flex flex-wrap items-baseline justify-between gap-x-4">
              <span className="font-semibold">{account.name}</span>
              <span className="font-semibold text-lg">
                {moneyText(account.balanceMinor, account.currency)}
              </span>
            </p>
            <p className="flex min-h-6 flex-wrap items-center justify-between gap-x-4 text-ink-soft text-sm">
              <span>{say.data.accountKinds[account.kind]}</span>
              {account.iban ? (
                <span className="flex items-center gap-1">
                  <span className="figures">{inFours(account.iban)}</span>
                  <CopyButton text={account.iban} what={say.data.ibanOf({ account: account.name })} />
                </span>
              ) : null}
            </p>
          </li>
        ))}
      </ul>
      <Missing count={missing} of="accounts" />
    </Panel>
  );
}
