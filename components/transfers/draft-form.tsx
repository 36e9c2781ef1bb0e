'use client';

import { type FocusEvent, type SyntheticEvent, useId, useLayoutEffect, useRef } from 'react';
import type { AlarmView } from '@/lib/alarms/view';
import type {
  FormReading,
  MoneyView,
  SourceAccount,
  TransferCustomer,
  TransferField,
  TransferForm,
} from '@/lib/transfers/view';
import { say } from '@/messages/transfers/form';
import { say as orderSays } from '@/messages/transfers/order';
import { AlarmRegion } from '../alarms/alarm-region';
import type { LiftAlarmAction } from '../alarms/lift-alarm';
import { useAlarm } from '../customer/use-alarm';
import { moneyText } from '../sensitive-data/money';
import { Button } from '../ui/button';
import { ProblemNote } from '../ui/problem-note';
import { CallReferenceField } from '../verification/call-reference-field';
import type { SubmitTransfer } from './actions';
import { AmountFields } from './amount-fields';
import type { Saved } from './draft-saver';
import { controlClass, Field } from './field';
import { fieldNames, flawText } from './field-words';
import { Needs } from './needs';
import { PayeeFields } from './payee-fields';
import { ReadAloud } from './read-aloud';
import { SaveNote, SaveTrouble } from './save-note';
import { SourceField } from './source-field';
import { whyNotYet } from './submit-words';
import { useAccounts } from './use-accounts';
import { useDraft } from './use-draft';
import { useLeftFields } from './use-left-fields';
import { useSubmit } from './use-submit';

interface Props {
  customer: TransferCustomer;
  /** The id of a transfer that was opened again for a change; null for the customer's new one. */
  reopened: string | null;
  initial: Saved | null;
  submitTransfer: SubmitTransfer;
  /** The customer's alarm when the page came. */
  alarm: AlarmView | null;
  /** Null for those who never lift one. */
  liftAlarm: LiftAlarmAction | null;
}

/** Nothing was typed yet, so nothing was read either. */
const unread: FormReading = {
  fields: {
    sourceAccount: { kind: 'missing' },
    payeeName: { kind: 'missing' },
    payeeAccount: { kind: 'missing' },
    amount: { kind: 'missing' },
    currency: { kind: 'missing' },
  },
  payeeAccount: null,
  order: null,
  requirement: null,
  reasons: [],
  sums: {},
};

/** A transfer being entered, and beside it what to read to the customer. */
export function DraftForm({ customer, reopened, initial, submitTransfer, liftAlarm, ...rest }: Props) {
  const alarm = useAlarm(customer.id, rest.alarm);
  const { draft, saver } = useDraft(customer.id, reopened, initial);
  const accounts = useAccounts(customer.id);
  const { isLeft, onLeave, onType, leaveAll } = useLeftFields();
  const form = useRef<HTMLFormElement>(null);
  const call = useRef<HTMLInputElement>(null);
  const whyId = useId();
  const reading = draft.saved?.reading ?? unread;

  // What was typed, or put back by the browser, before the page came alive.
  useLayoutEffect(() => {
    if (form.current) saver.change(typedInto(form.current, saver.snapshot().form));
  }, [saver]);

  const change = (field: TransferField, value: string) => {
    onType(field);
    saver.change({ ...saver.snapshot().form, [field]: value });
  };
  const toFirstFlaw = () => {
    const fields = saver.snapshot().saved?.reading.fields ?? unread.fields;
    const first = fieldNames.find((field) => fields[field] !== undefined);
    form.current?.querySelector<HTMLElement>(`[name="${first}"]`)?.focus();
  };
  const { submit, busy, problem, hasChanged } = useSubmit(saver, submitTransfer, call, () => {
    leaveAll();
    toFirstFlaw();
  });

  const why = alarm ? say.notYet.alarm : whyNotYet(draft, reading);
  const common = {
    isLeft,
    onChange: change,
    onLeave,
  };
  const source = accounts?.find(({ iban }) => iban === reading.order?.sourceAccount);
  const shortfall = shortfallText(reading.order?.amount, source);
  return (
    <form
      ref={form}
      // Outside of a dialog this method does nothing: a press before the page has come alive leads nowhere.
      method="dialog"
      noValidate
      autoComplete="off"
      onSubmit={(event: SyntheticEvent) => {
        event.preventDefault();
        if (!alarm) void submit();
      }}
      className="grid items-start gap-x-10 gap-y-6 lg:grid-cols-[minmax(0,34rem)_minmax(20rem,30rem)]"
    >
      {alarm ? (
        <div className="lg:col-span-2">
          <AlarmRegion key={alarm.id} alarm={alarm} liftAlarm={liftAlarm} onLifted={() => {}} />
        </div>
      ) : null}
      <div>
        <div className="space-y-2">
          <SourceField
            customerId={customer.id}
            accounts={accounts}
            value={draft.form.sourceAccount}
            flaw={isLeft('sourceAccount') ? flawText('sourceAccount', reading.fields.sourceAccount) : null}
            onChange={(value) => {
              change('sourceAccount', value);
              // Most money leaves in the currency it lies in. What was typed stays.
              const currency = accounts?.find(({ iban }) => iban === value)?.currency;
              if (currency && isCurrencyOf(draft.form.currency, accounts)) change('currency', currency);
            }}
            onLeave={(event) => onLeave('sourceAccount', event)}
          />
          <PayeeFields form={draft.form} reading={reading} {...common} />
          <AmountFields
            amount={draft.form.amount}
            currency={draft.form.currency}
            reading={reading.fields}
            {...common}
          />
          <Field
            field="reference"
            flaw={isLeft('reference') ? flawText('reference', reading.fields.reference) : null}
            note={say.hints.reference}
          >
            {(ties) => (
              <input
                {...ties}
                type="text"
                name="reference"
                autoComplete="off"
                maxLength={300}
                value={draft.form.reference}
                onChange={(event) => change('reference', event.target.value)}
                onBlur={(event: FocusEvent) => onLeave('reference', event)}
                className={controlClass}
              />
            )}
          </Field>
        </div>
        {shortfall ? (
          <p role="status" className="mt-2 max-w-prose text-sm text-wait">
            {shortfall}
          </p>
        ) : null}
        <SaveNote state={draft.state} />
        <SaveTrouble state={draft.state} saver={saver} />
      </div>
      <div className="rounded-md border border-rule bg-sheet px-5 py-4 lg:sticky lg:top-28">
        <ReadAloud order={reading.order} sourceName={source?.name ?? null} />
        <div className="mt-3 min-h-24 border-rule border-t pt-3">
          <h3 className="text-ink-soft text-sm">{orderSays.approvalsNeeded}</h3>
          <div className="mt-1">
            {reading.requirement ? (
              <Needs requirement={reading.requirement} reasons={reading.reasons} sums={reading.sums} />
            ) : (
              <p className="text-ink-faint">{say.approvalsLater}</p>
            )}
          </div>
        </div>
        <div className="mt-3">
          <Button
            type="submit"
            look="primary"
            busy={busy}
            busyLabel={say.requesting}
            unavailable={why !== null}
            aria-describedby={whyId}
          >
            {say.request}
          </Button>
          <p id={whyId} className="mt-2 min-h-10 text-ink-soft text-sm">
            {why ?? (hasChanged ? null : say.afterwards[reading.requirement ?? 'customer'])}
          </p>
          {hasChanged ? <ProblemNote message={say.hasChanged} /> : null}
          {problem ? <ProblemNote message={problem} /> : null}
          <div className="mt-1">
            <CallReferenceField field={call} busy={busy} />
          </div>
        </div>
      </div>
    </form>
  );
}

/** Nothing, or what came with another of their accounts. */
function isCurrencyOf(typed: string, accounts: readonly SourceAccount[] | null | undefined): boolean {
  const currency = typed.trim().toUpperCase();
  return currency === '' || (accounts ?? []).some((account) => account.currency === currency);
}

/** The account the desk has just read holds less. The bank decides; but the teller can ask before the customer is. */
function shortfallText(amount: MoneyView | undefined, source: SourceAccount | undefined): string | null {
  if (!amount || !source || amount.currency !== source.currency || amount.minor <= source.balanceMinor)
    return null;
  const { name, balanceMinor, currency } = source;
  return say.shortfall({ account: name, balance: moneyText(balanceMinor, currency) });
}

/** What stands in the fields themselves. A field that is not there yet keeps what is known of it. */
function typedInto(element: HTMLFormElement, known: TransferForm): TransferForm {
  const typed: Record<TransferField, string> = { ...known };
  for (const field of fieldNames) {
    const input = element.elements.namedItem(field);
    if (input instanceof HTMLInputElement) typed[field] = input.value;
  }
  return typed;
}
