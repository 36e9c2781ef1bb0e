import type { BackchannelAuthenticationRequest } from 'oidc-provider';
import type { Customer } from '../bank/customer';
import type { Customers } from '../bank/customers';
import type { Notifier } from '../notifier';
import { asksOf } from './asks';
import type { ExpiryWatch } from './expiry';
import { type Answer, isPending, type Prompt, type Prompts } from './prompt';
import { transfersIn } from './transfer-details';

export interface Devices {
  /** Puts the OP's request on the customer's phone. */
  ask(request: BackchannelAuthenticationRequest): void;
  /** The customer pressed a button. Only the first answer counts, and only the owner's. */
  answer(
    subject: string,
    requestId: string,
    answer: Answer,
  ): Promise<'settled' | 'unknown' | 'answered' | 'expired'>;
  /** After a restart: personas who would have answered by themselves still do. */
  resume(): void;
  close(): void;
}

interface Dependencies {
  readonly prompts: Prompts;
  readonly customers: Customers;
  readonly notifier: Notifier;
  readonly phoneUrl: string;
  readonly expiries: Pick<ExpiryWatch, 'watch'>;
  /** Tells the OP, and whether a no says which; false when it waits for no answer. */
  readonly settle: (authReqId: string, answer: Answer, subject: string, says: boolean) => Promise<boolean>;
  /** Stretches or shortens the personas' delays; 1 in the product. */
  readonly personaDelayScale: number;
  readonly onError: (where: string, error: unknown) => void;
}

export function createDevices(bank: Dependencies): Devices {
  const timers = new Set<NodeJS.Timeout>();

  const answerAs = async (prompt: Prompt, answer: Answer, subject: string): Promise<boolean> => {
    // Remembered before the OP hears it: a second press that comes meanwhile finds it answered.
    bank.prompts.save({ ...prompt, answer, answeredAt: Date.now() });
    const owner = bank.customers.bySubject(prompt.subject);
    const heard = await bank.settle(
      prompt.authReqId,
      answer,
      subject,
      owner !== undefined && canReport(owner),
    );
    // What the OP did not hear was no answer, and there will not be one.
    if (!heard) bank.prompts.save({ ...prompt, expiresAt: Date.now() });
    return heard;
  };

  const scheduleReflex = (prompt: Prompt, customer: Customer): void => {
    const reflex = reflexOf(customer, bank.customers);
    if (!reflex) return;
    const delay = prompt.askedAt + reflex.afterMs * bank.personaDelayScale - Date.now();
    const timer = setTimeout(
      () => {
        timers.delete(timer);
        const current = bank.prompts.find(prompt.requestId);
        if (!current || !isPending(current, Date.now())) return;
        answerAs(current, reflex.answer, reflex.as).catch((error: unknown) =>
          bank.onError('a persona', error),
        );
      },
      Math.max(0, delay),
    );
    timers.add(timer);
  };

  return {
    ask(request) {
      const customer = bank.customers.bySubject(request.accountId ?? '');
      if (!customer) return;
      const message = request.params?.binding_message;
      const prompt = bank.prompts.add({
        authReqId: request.jti,
        subject: customer.subject,
        bindingMessage: typeof message === 'string' ? message : undefined,
        scopes: [...request.scopes],
        transfers: transfersIn(request.params?.authorization_details),
        askedAt: Date.now(),
        // The OP counts in whole seconds; by this clock neither of the two outlives the other.
        expiresAt: (Math.floor(Date.now() / 1000) + request.remainingTTL) * 1000,
      });
      bank.notifier
        .notify({
          customer,
          requestId: prompt.requestId,
          bindingMessage: prompt.bindingMessage,
          details: asksOf(prompt),
          expiresAt: prompt.expiresAt,
          link: `${bank.phoneUrl}?customer=${customer.persona?.key ?? customer.number}`,
        })
        .catch((error: unknown) => bank.onError('the notifier', error));
      scheduleReflex(prompt, customer);
      bank.expiries.watch(prompt);
    },

    async answer(subject, requestId, answer) {
      const prompt = bank.prompts.find(requestId);
      if (prompt?.subject !== subject) return 'unknown';
      if (prompt.answer !== undefined) return 'answered';
      if (!isPending(prompt, Date.now())) return 'expired';
      const customer = bank.customers.bySubject(subject);
      const heard = await answerAs(prompt, answer, customer ? answersFor(customer, bank.customers) : subject);
      return heard ? 'settled' : 'expired';
    },

    resume() {
      for (const prompt of bank.prompts.all()) {
        const customer = bank.customers.bySubject(prompt.subject);
        if (customer && isPending(prompt, Date.now())) scheduleReflex(prompt, customer);
        // Also those that ran out meanwhile: nobody has told their clients.
        if (prompt.answer === undefined) bank.expiries.watch(prompt);
      }
    },

    close() {
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
    },
  };
}

/** Whether the customer's phone has a button beside yes and no. */
export function canReport({ persona }: Customer): boolean {
  return persona?.behaviour.does !== 'answer on an old phone';
}

/** What the phone does without being touched. */
function reflexOf(
  customer: Customer,
  customers: Customers,
): { readonly answer: Answer; readonly as: string; readonly afterMs: number } | undefined {
  const behaviour = customer.persona?.behaviour;
  switch (behaviour?.does) {
    case 'approve':
    case 'approve as somebody else':
      return { answer: 'approved', as: answersFor(customer, customers), afterMs: behaviour.afterMs };
    case 'deny':
      return { answer: 'denied', as: customer.subject, afterMs: behaviour.afterMs };
    default:
      return undefined;
  }
}

/** The subject whom this customer's device vouches for: not always its owner. */
function answersFor(customer: Customer, customers: Customers): string {
  const behaviour = customer.persona?.behaviour;
  const other =
    behaviour?.does === 'approve as somebody else' ? customers.byKeyOrNumber(behaviour.as) : undefined;
  return (other ?? customer).subject;
}
