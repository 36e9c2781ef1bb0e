'use client';

import type { OpenedCustomer } from '@/lib/customers/view';
import { isOver } from '@/lib/verification/view';
import { say } from '@/messages/customers';
import { AlarmRegion } from '../alarms/alarm-region';
import { Locked } from '../sensitive-data/locked';
import { SensitiveDataPanel } from '../sensitive-data/sensitive-data';
import { NewTransferLink } from '../transfers/new-transfer-link';
import type { DeskActions } from '../verification/actions';
import type { RequestTerms } from '../verification/request-terms';
import { VerificationCard } from '../verification/verification-card';
import { CustomerHeader } from './customer-header';
import { newer } from './follow';
import { pageSigns, pageTitle } from './page-title';
import { useCustomer } from './use-customer';

interface Props {
  initial: OpenedCustomer;
  mayVerify: boolean;
  mayTransfer: boolean;
  /** May say of anybody's verification that this is not the customer. */
  mayReport: boolean;
  /** Everybody's transfers may be seen, not only one's own. */
  seesAllTransfers: boolean;
  terms: RequestTerms;
  actions: DeskActions;
}

/** The working part of a customer's page: the verification, and what it opens. */
export function CustomerDesk({ initial, mayVerify, mayTransfer, seesAllTransfers, ...rest }: Props) {
  const { customer } = initial;
  const { now, view, asked, accept } = useCustomer(initial);
  const { alarm, guard, own } = now;
  const seen = view?.mine && own ? newer(own, view) : (own ?? (view?.mine ? view : null));
  const settled = !alarm && own !== null && own.id === view?.id && own.version >= view.version;
  const { liftAlarm } = rest.actions;

  // Whatever the page knows of its own verification: an alarm stands for everybody.
  const open = view?.status === 'approved' && view.mine && !isOver(view) && !alarm;
  return (
    <>
      <title>
        {alarm
          ? `${pageSigns.alarm} ${say.alarm} · ${customer.name}`
          : pageTitle(customer.name, view ?? asked, settled)}
      </title>
      <CustomerHeader customer={customer}>
        {mayTransfer && !alarm ? <NewTransferLink customerId={customer.id} /> : null}
      </CustomerHeader>
      {alarm ? (
        <div className="mb-5">
          <AlarmRegion
            key={alarm.id}
            alarm={alarm}
            liftAlarm={liftAlarm}
            // The stream tells everybody who has the customer open, this page too.
            onLifted={() => {}}
            mayOpen={seesAllTransfers}
          />
        </div>
      ) : null}
      <VerificationCard
        customerId={customer.id}
        seen={seen?.id ?? ''}
        view={view}
        asked={asked}
        seesAllTransfers={seesAllTransfers}
        mayVerify={mayVerify}
        alarmed={alarm !== null}
        settled={settled}
        guard={guard}
        onView={accept}
        {...rest}
      />
      <div className="mt-5">
        {open ? (
          <SensitiveDataPanel key={view.id} verificationId={view.id} />
        ) : (
          <Locked alarmed={alarm !== null} />
        )}
      </div>
    </>
  );
}
