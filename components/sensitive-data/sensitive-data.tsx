'use client';

import { say } from '@/messages/customers';
import { Button } from '../ui/button';
import { ProblemNote } from '../ui/problem-note';
import { Accounts } from './accounts';
import { Outline } from './outline';
import { Panels } from './panel';
import { Personal } from './personal';
import { Transactions } from './transactions';
import { useSensitiveData } from './use-sensitive-data';

/** Mounted only while the approval is in use; unmounting it is what locks the data. */
export function SensitiveDataPanel({ verificationId }: { verificationId: string }) {
  const { data, problem, retry } = useSensitiveData(verificationId);
  return (
    <section aria-labelledby="sensitive-heading" aria-busy={!data && !problem}>
      <h2 id="sensitive-heading" className="mb-3 flex min-h-9 items-center font-semibold text-lg">
        {say.data.heading}
      </h2>
      {problem ? (
        <ProblemNote message={problem}>
          <Button look="quiet" onClick={retry}>
            {say.data.retry}
          </Button>
        </ProblemNote>
      ) : data ? (
        <Panels>
          <Accounts accounts={data.accounts} missing={data.missing.accounts} />
          <Transactions
            transactions={data.transactions}
            accounts={data.accounts}
            missing={data.missing.transactions}
          />
          <Personal personal={data.personal} />
        </Panels>
      ) : (
        <Outline as="loading" />
      )}
    </section>
  );
}
