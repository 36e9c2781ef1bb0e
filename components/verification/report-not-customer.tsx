'use client';

import { useId, useState } from 'react';
import type { VerificationView } from '@/lib/verification/view';
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
        This is not the customer
      </Button>
    );
  }
  return (
    <fieldset className="min-w-0 max-w-prose basis-full rounded-sm border border-bad-rule bg-sheet px-3 pt-1 pb-3 text-ink">
      <legend className="px-1 font-semibold text-bad">Report that this is not the customer</legend>
      <p className="mb-2 text-sm">
        The customer’s data locks for everybody at once, and nobody can ask them until a supervisor has
        looked.
      </p>
      <ReasonForm
        id={id}
        label="This is not the customer"
        busyLabel="Reporting…"
        flaw="Say what made you think so. The supervisor reads it."
        send={(reason) => actions.reportNotCustomer(view.id, reason)}
        onDone={(after) => {
          setOpen(false);
          onView(after);
        }}
      />
      <div className="mt-2">
        <Button look="quiet" onClick={() => setOpen(false)}>
          Back
        </Button>
      </div>
    </fieldset>
  );
}
