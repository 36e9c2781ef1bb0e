'use client';

import type { ReactNode } from 'react';
import type { TransferView } from '@/lib/transfers/view';
import { say as orderSays } from '@/messages/transfers/order';
import { say } from '@/messages/transfers/transfer';
import { AlarmRegion } from '../alarms/alarm-region';
import { AboutAnswer } from './about-answer';
import type { TransferActions } from './actions';
import { amountText } from './amount-text';
import { ForCustomer } from './for-customer';
import { Needs } from './needs';
import { OrderFacts } from './order-facts';
import { PeopleFacts } from './people-facts';
import { ProofFacts } from './proof-facts';
import { Reconcile } from './reconcile';
import { SecondPerson } from './second-person';
import { StatusCard } from './status-card';
import { TransferButtons } from './transfer-buttons';
import { transferTitle } from './transfer-title';
import { useTransfer } from './use-transfer';

interface Props {
  initial: TransferView;
  asksUserCode: boolean;
  /** Whether everybody's alarms may be opened. */
  mayOpenAlarm: boolean;
  actions: TransferActions;
}

/** One transfer: how it stands, what it is, and who had a part in it. */
export function TransferDesk({ initial, asksUserCode, mayOpenAlarm, actions }: Props) {
  const { view, accept } = useTransfer(initial);
  const { order, hash, may } = view;
  const decides = may.second && order && hash ? { order, hash } : null;
  return (
    <>
      <title>{transferTitle(view)}</title>
      <header className="mb-4 flex flex-wrap items-start justify-between gap-x-8 gap-y-3">
        <div className="min-w-0">
          <h1 className="wrap-anywhere font-bold text-2xl tracking-tight">
            {order
              ? orderSays.amountTo({ amount: amountText(order.amount), payee: order.payeeName })
              : say.draft}
          </h1>
          <p className="wrap-anywhere mt-1">
            <ForCustomer customer={view.customer} />
          </p>
        </div>
        <TransferButtons {...{ view, actions }} onView={accept} />
      </header>
      {view.alarm ? (
        <div className="mb-5">
          <AlarmRegion
            key={view.alarm.id}
            alarm={view.alarm}
            liftAlarm={actions.liftAlarm}
            // The stream tells everybody who has the transfer open, this page too.
            onLifted={() => {}}
            mayOpen={mayOpenAlarm}
          />
        </div>
      ) : null}
      {view.alarmedAt && view.status === 'needs_reconciliation' ? (
        <p className="mb-3 max-w-prose font-semibold">{say.alarmAtTheBank}</p>
      ) : null}
      <StatusCard {...{ view, asksUserCode, actions }} onView={accept} />
      <AboutAnswer {...{ view, actions }} />
      {decides ? <SecondPerson {...{ view, actions, ...decides }} onView={accept} /> : null}
      {may.reconcile ? <Reconcile id={view.id} actions={actions} onView={accept} /> : null}
      <div className="mt-5 grid items-start gap-5 lg:grid-cols-2">
        <div className="space-y-5">
          {order && !decides ? (
            <Part title={say.orderPart}>
              <OrderFacts order={order} />
            </Part>
          ) : null}
          {view.requirement ? (
            <Part title={orderSays.approvalsNeeded}>
              <div className="px-4 py-3">
                <Needs requirement={view.requirement} reasons={view.reasons} sums={view.sums} />
              </div>
            </Part>
          ) : null}
        </div>
        <div className="space-y-5">
          <Part title={say.peoplePart}>
            <PeopleFacts view={view} />
          </Part>
          <Part title={say.numbersPart}>
            <ProofFacts view={view} />
          </Part>
        </div>
      </div>
    </>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="rounded-md border border-rule bg-sheet">
      <h2 className="border-rule border-b px-4 py-2 font-semibold text-sm">{title}</h2>
      {children}
    </section>
  );
}
