'use client';

import { useState } from 'react';
import type { TransferView } from '@/lib/transfers/view';
import { isOver, type VerificationView } from '@/lib/verification/view';
import { say } from '@/messages/verification/card';
import { DenialQuestion } from '../verification/denial-question';
import { ReportNotCustomer } from '../verification/report-not-customer';
import type { TransferActions } from './actions';

interface Props {
  view: TransferView;
  actions: Pick<TransferActions, 'reportNotCustomer' | 'explainDenial'>;
}

/** What the teller has to say about who answered: what a denial meant, or that the caller is somebody else. */
export function AboutAnswer({ view, actions }: Props) {
  // The stream tells of the request until the transfer is settled; what was just answered is known here.
  const [said, setSaid] = useState<VerificationView | null>(null);
  const told = view.verification;
  const asked = said && told && said.id === told.id && said.version > told.version ? said : told;
  if (!asked?.mine || view.alarm) return null;
  if (asked.denialUnclear && asked.denialAnswer === null) {
    return (
      <div className="mt-3 rounded-md border border-bad-rule bg-bad-wash px-4 py-3 sm:px-5">
        <DenialQuestion view={asked} actions={actions} onView={setSaid} />
      </div>
    );
  }
  const concerns = !isOver(asked) || asked.status === 'denied' || asked.status === 'approved';
  if (!concerns) return null;
  return (
    <div className="mt-3">
      {asked.denialAnswer ? <p className="mb-2">{say.denial.recorded[asked.denialAnswer]}</p> : null}
      <ReportNotCustomer view={asked} actions={actions} onView={setSaid} />
    </div>
  );
}
