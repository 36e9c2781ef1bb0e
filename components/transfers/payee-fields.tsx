import type { FocusEvent, ReactNode } from 'react';
import type { FormReading, PayeeAccountView, TransferField, TransferForm } from '@/lib/transfers/view';
import { say } from '@/messages/transfers/form';
import { BankOf } from './bank-of';
import { controlClass, Field } from './field';
import { flawText } from './field-words';

interface Props {
  form: TransferForm;
  reading: Pick<FormReading, 'fields' | 'payeeAccount'>;
  isLeft: (field: TransferField) => boolean;
  onChange: (field: TransferField, value: string) => void;
  onLeave: (field: TransferField, event: FocusEvent) => void;
}

/** Whom to pay, and where. The bank is asked for only when the account does not tell it. */
export function PayeeFields({ form, reading, isLeft, onChange, onLeave }: Props) {
  const flawOf = (field: TransferField) => (isLeft(field) ? flawText(field, reading.fields[field]) : null);
  const attributes = (field: TransferField) => ({
    type: 'text',
    name: field,
    autoComplete: 'off',
    maxLength: 300,
    required: true,
    value: form[field],
    onChange: (event: { target: HTMLInputElement }) => onChange(field, event.target.value),
    onBlur: (event: FocusEvent) => onLeave(field, event),
  });
  const { payeeAccount } = reading;
  const { payeeAccount: account, payeeBank: bank } = reading.fields;
  // What begins like the IBAN of a country without any may be a number of another kind.
  const isForeign = account?.kind === 'flaw' && account.why === 'unknown_country';
  const asksBank = payeeAccount ? payeeAccount.country === null : isForeign || bank !== undefined;
  return (
    <>
      <Field field="payeeName" flaw={flawOf('payeeName')}>
        {(ties) => <input {...attributes('payeeName')} {...ties} className={controlClass} />}
      </Field>
      <Field field="payeeAccount" flaw={flawOf('payeeAccount')} note={understood(payeeAccount)}>
        {(ties) => (
          <input
            {...attributes('payeeAccount')}
            {...ties}
            autoCapitalize="characters"
            spellCheck={false}
            className={`${controlClass} figures`}
          />
        )}
      </Field>
      {asksBank ? (
        <Field field="payeeBank" flaw={flawOf('payeeBank')} note={say.hints.payeeBank}>
          {(ties) => <input {...attributes('payeeBank')} {...ties} className={controlClass} />}
        </Field>
      ) : null}
    </>
  );
}

/** What the number itself tells: country and bank. */
function understood(account: PayeeAccountView | null): ReactNode {
  if (!account) return say.hints.payeeAccount;
  return account.country === null ? say.hints.notAnIban : <BankOf account={account} />;
}
