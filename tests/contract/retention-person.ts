import type { StaffActor } from '@/lib/actor';
import type { Order } from '@/lib/transfers/transfer';
import type { TransferForm } from '@/lib/transfers/view';
import { staff } from '../support/samples';

/** A customer and those who serve them, in words that stand nowhere else. */
export interface Person {
  readonly customerId: string;
  readonly subject: string;
  readonly message: string;
  readonly code: string;
  readonly call: string;
  readonly detail: string;
  readonly matter: string;
  readonly settled: string;
  readonly told: string;
  readonly lifted: string;
  readonly allowed: string;
  readonly order: Order;
  readonly form: TransferForm;
  readonly teller: StaffActor;
  readonly second: StaffActor;
  /** What no column of any table may hold once the customer is erased. */
  readonly words: readonly string[];
  /** And once those who served them are. */
  readonly staffWords: readonly string[];
}

/** @param key what makes their names and numbers theirs */
export function person(key: string): Person {
  const own = {
    customerId: `C-${key}`,
    subject: `sub-${key}`,
    message: `MESSAGE-${key}`,
    code: `SAY-${key}`,
    call: `CALL-${key}`,
    detail: `detail-${key}`,
    matter: `lawsuit-${key}`,
    settled: `settled-${key}`,
    told: `told-${key}`,
    lifted: `lifted-${key}`,
    allowed: `allowed-${key}`,
  };
  const payment = {
    sourceAccount: `NL00SOURCE${key}`,
    payeeName: `Paula Payee${key}`,
    reference: `Rent${key}`,
  };
  const iban = `DE00PAYEE${key}`;
  const teller = { ...staff(`teller-${key}`, ['teller']), name: `Tessa Teller${key}` };
  const second = { ...staff(`second-${key}`, ['supervisor']), name: `Simon Second${key}` };
  return {
    ...own,
    order: {
      ...payment,
      payeeAccount: { scheme: 'iban', iban },
      amount: { currency: 'EUR', minor: 123_456 },
    },
    form: { ...payment, payeeAccount: iban, payeeBank: '', amount: '1234.56', currency: 'EUR' },
    teller,
    second,
    words: [...Object.values(own), ...Object.values(payment), iban],
    staffWords: [teller.subject, teller.name, second.subject, second.name],
  };
}
