import { type FocusEvent, useState } from 'react';
import type { AmountChoice, FieldReading, TransferField } from '@/lib/transfers/view';
import { say } from '@/messages/transfers/form';
import { amountText } from './amount-text';
import { controlClass, Field } from './field';
import { flawText } from './field-words';

interface Props {
  amount: string;
  currency: string;
  reading: Readonly<Partial<Record<TransferField, FieldReading>>>;
  isLeft: (field: TransferField) => boolean;
  onChange: (field: TransferField, value: string) => void;
  onLeave: (field: TransferField, event: FocusEvent) => void;
}

/** The ones a desk meets every day; any other is typed. */
const usual = ['EUR', 'USD', 'GBP', 'CHF', 'JPY', 'SEK', 'NOK', 'DKK', 'PLN'];

/** Amount and currency, and the question which amount was meant where there are two ways to read it. */
export function AmountFields({ amount, currency, reading, isLeft, onChange, onLeave }: Props) {
  const flawOf = (field: TransferField) => (isLeft(field) ? flawText(field, reading[field]) : null);
  const [chosen, setChosen] = useState<AmountChoice | null>(null);
  // What was read of it before is over with the choice, though the desk has not read it anew yet.
  const isChosen = chosen !== null && amount === chosen.text;
  const asked = reading.amount?.kind === 'question' && !isChosen ? reading.amount.choices : null;
  return (
    <div>
      <div className="grid grid-cols-[minmax(0,1fr)_9rem] items-start gap-4">
        <Field field="amount" flaw={flawOf('amount')}>
          {(ties) => (
            <input
              {...ties}
              type="text"
              name="amount"
              inputMode="decimal"
              autoComplete="off"
              required
              maxLength={300}
              value={amount}
              onChange={(event) => onChange('amount', event.target.value)}
              onBlur={(event) => onLeave('amount', event)}
              className={`${controlClass} figures font-semibold text-lg`}
            />
          )}
        </Field>
        <Field field="currency" flaw={flawOf('currency')}>
          {(ties) => (
            <>
              <input
                {...ties}
                type="text"
                name="currency"
                list="currencies"
                autoComplete="off"
                autoCapitalize="characters"
                spellCheck={false}
                required
                maxLength={300}
                value={currency}
                onChange={(event) => onChange('currency', event.target.value)}
                onBlur={(event) => onLeave('currency', event)}
                className={`${controlClass} figures text-lg uppercase`}
              />
              <datalist id="currencies">
                {usual.map((code) => (
                  <option key={code} value={code} />
                ))}
              </datalist>
            </>
          )}
        </Field>
      </div>
      <p role="status" className="sr-only">
        {isChosen
          ? say.amountChosen({ amount: amountText(chosen.amount) })
          : asked
            ? questionText(amount, asked)
            : ''}
      </p>
      {asked ? (
        <Question
          typed={amount}
          choices={asked}
          onChoose={(choice) => {
            setChosen(choice);
            onChange('amount', choice.text);
          }}
        />
      ) : null}
    </div>
  );
}

function questionText(typed: string, choices: readonly AmountChoice[]): string {
  const amounts = choices.map(({ amount }) => amountText(amount));
  return say.amountQuestion({ typed: typed.trim(), amounts });
}

function Question({
  typed,
  choices,
  onChoose,
}: {
  typed: string;
  choices: readonly AmountChoice[];
  onChoose: (choice: AmountChoice) => void;
}) {
  return (
    <fieldset
      aria-labelledby="amount-question"
      className="mb-3 rounded-md border border-wait-rule bg-wait-wash px-4 py-3"
    >
      <p id="amount-question" className="wrap-anywhere">
        {questionText(typed, choices)}
      </p>
      <div className="mt-2 flex flex-wrap gap-2">
        {choices.map((choice) => (
          <button
            key={choice.text}
            type="button"
            onClick={() => {
              onChoose(choice);
              // The button goes with its question; the keyboard goes on where the answer now stands.
              document.getElementById('amount')?.focus();
            }}
            className="min-h-11 rounded-sm border border-edge bg-sheet px-4 py-1.5 font-bold text-ink text-xl hover:bg-sunken"
          >
            {amountText(choice.amount)}
          </button>
        ))}
      </div>
    </fieldset>
  );
}
