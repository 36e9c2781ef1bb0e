'use client';

import { useEffect, useState } from 'react';
import { isOver, type VerificationView } from '@/lib/verification/view';
import { Locked } from '../sensitive-data/locked';
import { SensitiveDataPanel } from '../sensitive-data/sensitive-data';
import type { DeskActions } from '../verification/actions';
import type { RequestTerms } from '../verification/request-terms';
import { useCallsChanged } from '../verification/use-open-calls';
import { useVerification } from '../verification/use-verification';
import { VerificationCard } from '../verification/verification-card';
import { pageTitle } from './page-title';
import { useAsked } from './use-asked';
import { type Reading, useReread } from './use-reread';

interface Props {
  customer: { readonly id: string; readonly name: string };
  initial: VerificationView | null;
  mayVerify: boolean;
  /** Everybody's transfers may be seen, not only one's own. */
  seesAllTransfers: boolean;
  terms: RequestTerms;
  actions: DeskActions;
}

/** The working part of a customer's page: the verification, and what it opens. */
export function CustomerDesk({ customer, initial, mayVerify, seesAllTransfers, terms, actions }: Props) {
  const [reading, setReading] = useState<Reading>({ current: initial });
  // The page was opened again.
  useEffect(() => setReading({ current: initial }), [initial]);
  const { view, lost, accept } = useVerification(customer.id, reading, mayVerify);
  const asked = useAsked(customer.id, reading, mayVerify);
  useReread(customer.id, isColleagues(view) || isColleagues(asked), setReading);
  const callsChanged = useCallsChanged();
  const { enterCustomer } = actions;

  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each customer whose page this is.
  useEffect(() => {
    if (!mayVerify) return;
    // Should it fail, the server still ends those approvals when their time is up.
    enterCustomer(customer.id).then(callsChanged, () => {});
  }, [customer.id, mayVerify]);

  const open = view?.status === 'approved' && view.mine && !isOver(view);
  return (
    <>
      <title>{pageTitle(customer.name, view ?? asked)}</title>
      <VerificationCard
        customerId={customer.id}
        view={view}
        asked={asked}
        seesAllTransfers={seesAllTransfers}
        lost={lost}
        mayVerify={mayVerify}
        terms={terms}
        actions={actions}
        onView={accept}
      />
      <div className="mt-5">
        {open ? <SensitiveDataPanel key={view.id} verificationId={view.id} /> : <Locked />}
      </div>
    </>
  );
}

function isColleagues(view: VerificationView | null): boolean {
  return view !== null && !view.mine && !isOver(view);
}
