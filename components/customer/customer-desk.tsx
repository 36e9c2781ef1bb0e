'use client';

import { useEffect } from 'react';
import type { OpenedCustomer } from '@/lib/customers/view';
import { isOver } from '@/lib/verification/view';
import { Locked } from '../sensitive-data/locked';
import { SensitiveDataPanel } from '../sensitive-data/sensitive-data';
import type { DeskActions } from '../verification/actions';
import type { RequestTerms } from '../verification/request-terms';
import { VerificationCard } from '../verification/verification-card';
import { pageTitle } from './page-title';
import { useCustomer } from './use-customer';

interface Props {
  initial: OpenedCustomer;
  mayVerify: boolean;
  /** Everybody's transfers may be seen, not only one's own. */
  seesAllTransfers: boolean;
  terms: RequestTerms;
  actions: DeskActions;
}

/** The working part of a customer's page: the verification, and what it opens. */
export function CustomerDesk({ initial, mayVerify, seesAllTransfers, terms, actions }: Props) {
  const { customer } = initial;
  const { view, asked, lost, accept } = useCustomer(initial);
  const { enterCustomer } = actions;

  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each customer whose page this is.
  useEffect(() => {
    // Should it fail, the server still ends those approvals when their time is up.
    if (mayVerify) enterCustomer(customer.id).catch(() => {});
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
