'use client';

import { useId, useState } from 'react';
import type { VerificationView } from '@/lib/verification/view';
import { say } from '@/messages/verification/card';
import { ReasonForm } from '../alarms/reason-form';
import { Button } from '../ui/button';
import type { DeskActions } from './actions';

interface Props {
  view: VerificationView;
  actions: Pick<DeskActions, 'reportNotCustomer'>;
  onView: (view: VerificationView) => void;
}

/** For who hears that the caller is somebody else. One step more than a press: everybody's work with the customer stops. */
export function ReportNotCustomer({ view, actions, onView }: Props) {
  const [open, setOpen] = useState(false);
  const id = useId();
  if (!open) {
    return (
      <Button look="quiet" onClick={() => setOpen(true)}>
        {say.report.open}
      </Button>
    );
  }
  return (
    <fieldset className="min-w-0 max-w-prose basis-full rounded-sm border border-bad-rule bg-sheet px-3 pt-1 pb-3 text-ink">
      <legend className="px-1 font-semibold text-bad">{say.report.heading}</legend>
      <p className="mb-2 text-sm">{say.report.consequence}</p>
      <ReasonForm
        id={id}
        label={say.report.send}
        busyLabel={say.report.sending}
        flaw={say.report.reasonMissing}
        send={(reason) => actions.reportNotCustomer(view.id, reason)}
        onDone={(after) => {
          setOpen(false);
          onView(after);
        }}
      />
      <div className="mt-2">
        <Button look="quiet" onClick={() => setOpen(false)}>
          {say.report.back}
        </Button>
      </div>
    </fieldset>
  );
}
