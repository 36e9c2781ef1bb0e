import { isAppError } from '@/lib/errors';
import { askCustomer, cancelAsking } from '@/lib/transfers/ask-customer';
import { Executor } from '@/lib/transfers/executor';
import { defaultPolicy } from '@/lib/transfers/policy';
import { saveDraft } from '@/lib/transfers/save-draft';
import { agreeToTransfer, refuseTransfer } from '@/lib/transfers/second-person';
import { submitTransfer } from '@/lib/transfers/submit';
import type { Transfer, TransferId } from '@/lib/transfers/transfer';
import { cancelTransfer, reopenTransfer } from '@/lib/transfers/withdraw';
import type { VerificationEvent } from '@/lib/verification/state';
import { isOpen } from '@/lib/verification/verification';
import { quiet } from '../../support/fake-clock';
import { sue, tom } from '../../support/samples';
import { draft, form, transferAt } from '../../support/transfer-samples';
import type { Mood } from './bank';
import { Life, Turns } from './crashes';
import { detailsOf, transferDesk } from './desk';

/** Of what the policy asks nobody about, of what it asks the customer, and of what it asks a second person too. */
export const amounts = ['40', '500', '20000'] as const;

export type Step =
  | { readonly do: 'edit'; readonly amount: (typeof amounts)[number] }
  | { readonly do: 'bank'; readonly moods: readonly Mood[] }
  | { readonly do: 'crash'; readonly deathAt: number; readonly beforeEffect: boolean }
  | { readonly do: 'turn'; readonly which: readonly number[] }
  | { readonly do: 'time'; readonly seconds: number }
  | { readonly do: 'approve'; readonly grantSeconds: number }
  | {
      readonly do:
        | 'submit'
        | 'resubmit'
        | 'reopen'
        | 'cancel'
        | 'ask'
        | 'cancel asking'
        | 'agree'
        | 'refuse'
        | 'deny'
        | 'report fraud'
        | 'let expire';
    };

/** Nobody is held up for longer than a real call can take before it times out. */
const LONGEST_WAIT_MS = 2_000;

/** Two nodes, a teller, a second person, a customer and a bank, of whom everybody acts between anybody's two steps. */
export class World {
  readonly desk = transferDesk({ ...defaultPolicy, withoutCustomerUpTo: { EUR: 5_000 } });
  readonly id: TransferId;
  /** Hashes of what the customer approved, with the token they gave for it. */
  readonly approvals = new Map<string, string>();
  /** What of this was wrong, as soon as it was seen. */
  readonly faults: unknown[] = [];
  readonly #turns = new Turns(this.desk.clock);
  readonly #lives: Life[] = [];
  #tokens = 0;

  constructor() {
    this.desk.ciba.sendsDetails = true;
    this.desk.ciba.own = { kind: 'tokens', tokens: { accessToken: 'of-the-desk', expiresIn: 600 } };
    // The payee is known: otherwise the customer would have to be asked about the smallest amount.
    this.desk.transfers.put(transferAt('executed', { tellerSubject: 'staff-tess' }));
    this.id = this.desk.transfers.put(draft()).id;
    this.desk.bank.pass = this.#turns.pass;
    this.#node(new Life());
    this.#node(new Life());
  }

  get transfer(): Transfer {
    return this.desk.transfers.get(this.id);
  }

  async take(step: Step): Promise<void> {
    if (step.do === 'time') return this.#pass(step.seconds * 1000);
    if (step.do === 'turn') return this.#giveTurns(step.which);
    if (step.do === 'bank') this.desk.bank.moods.push(...step.moods);
    else if (step.do === 'crash') this.#replaceOne(new Life(step.deathAt, step.beforeEffect));
    else this.#try(step);
    await quiet();
  }

  /** No more faults from here on: everything that can come to its end does. */
  async settle(): Promise<void> {
    this.desk.bank.moods = [];
    for (const life of this.#lives.splice(0)) life.end();
    this.#node(new Life());
    await this.#pass(150_000);
  }

  async #giveTurns(which: readonly number[]): Promise<void> {
    for (const one of which) {
      this.#turns.next(one);
      await quiet();
    }
  }

  #try(step: Step): void {
    this.#act(step).catch((error: unknown) => {
      if (!isAppError(error)) this.faults.push(error);
    });
  }

  async #act(step: Step): Promise<unknown> {
    const { deps, customerAnswers } = this.desk;
    // People's own calls wait for their turn too, and do not crash.
    const life = new Life();
    const people = {
      ...deps,
      transfers: life.through(deps.transfers, this.#turns.pass),
      verifications: life.through(deps.verifications, this.#turns.pass),
    };
    const { id, transfer } = this;
    const answer = (event: VerificationEvent) => customerAnswers(id, event).catch(() => undefined);
    switch (step.do) {
      case 'edit':
        return saveDraft(
          people,
          tom,
          transfer.customerId,
          { ...form, amount: step.amount },
          { id, version: transfer.version },
        );
      case 'resubmit':
        return submitTransfer(people, tom, id, transfer.version - 1);
      case 'submit':
        return submitTransfer(people, tom, id, transfer.version);
      case 'reopen':
        return reopenTransfer(people, tom, id);
      case 'cancel':
        return cancelTransfer(people, tom, id);
      case 'ask':
        return askCustomer(people, tom, id);
      case 'cancel asking':
        return cancelAsking(people, tom, id);
      case 'agree':
        return agreeToTransfer(people, sue, id, transfer.hash ?? '');
      case 'refuse':
        return refuseTransfer(people, sue, id);
      case 'approve':
        return this.#approve(step.grantSeconds);
      case 'deny':
        return answer({ type: 'denied', fraudReported: false });
      case 'report fraud':
        return answer({ type: 'denied', fraudReported: true });
      case 'let expire':
        return answer({ type: 'expired', detail: 'expired_token' });
      default:
        return undefined;
    }
  }

  /** The customer approves what their phone shows, which is what the OP was sent. */
  async #approve(grantExpiresIn: number): Promise<void> {
    const { store, customerAnswers } = this.desk;
    const asked = await store.findOfTransfer(this.id);
    if (!asked || !isOpen(asked) || asked.status === 'requested') return;
    const accessToken = `of-the-customer-${++this.#tokens}`;
    const shown = asked.authorizationDetails ?? [];
    const after = await customerAnswers(
      this.id,
      { type: 'approved', grantExpiresIn },
      { tokens: { accessToken, expiresIn: grantExpiresIn, authorizationDetails: shown } },
    );
    if (after?.status === 'approved') this.approvals.set(String(shown[0]?.hash), accessToken);
  }

  #node(life: Life): void {
    const { deps } = this.desk;
    const reach = <T extends object>(port: T) => life.through(port, this.#turns.pass);
    this.#lives.push(life);
    new Executor({
      ...deps,
      transfers: reach(deps.transfers),
      verifications: reach(deps.verifications),
      transferApi: reach(deps.transferApi),
      audit: reach(deps.audit),
      clock: life.clock(deps.clock),
      notifications: life.notifications(deps.notifications),
    }).start();
  }

  /** The oldest node ends at once, and the new one when its time has come. */
  #replaceOne(next: Life): void {
    this.#lives.shift()?.end();
    this.#node(next);
  }

  async #pass(ms: number): Promise<void> {
    const { clock } = this.desk;
    const until = clock.now().getTime() + ms;
    while (clock.now().getTime() < until) {
      while (this.#turns.count > 0 && this.#turns.oldest + LONGEST_WAIT_MS <= clock.now().getTime() + 500) {
        this.#turns.next();
        await quiet();
      }
      await clock.advance(Math.min(500, until - clock.now().getTime()));
    }
  }

  /** The amount the transfer stood at in an edition, by its hash: as it was recorded when it was submitted. */
  submissions(): Map<unknown, Readonly<Record<string, unknown>>> {
    return new Map(
      this.desk.transfers
        .audit(this.id)
        .filter(({ action }) => action === 'transfer.submitted')
        .map(({ details = {}, personal }) => [details.hash, { ...details, ...personal }]),
    );
  }

  secondPersonAgreedTo(hash: unknown): boolean {
    return this.desk.transfers
      .audit(this.id)
      .some(({ action, details }) => action === 'transfer.second_person_agreed' && details?.hash === hash);
  }
}

/** What the transfer as it stands would be executed as. */
export function standingDetail(transfer: Transfer) {
  return detailsOf(transfer)[0];
}
