'use client';

import { useState } from 'react';
import useSWR from 'swr';
import type { TrailStatus } from '@/lib/audit/view';
import { say } from '@/messages/audit';
import { Button } from '../../ui/button';
import { ProblemNote } from '../../ui/problem-note';
import { getJson, problemMessage } from '../../web/get-json';
import { ProofState } from './proof-state';
import { Proofs } from './proofs';
import { TrailFacts } from './trail-facts';

const PATH = '/api/history/proofs';
const RUNNING_MS = 700;
const IDLE_MS = 15_000;

/** How the trail stands, and proving it. Asks again while a proof runs. */
export function TrailDesk({ initial }: { initial: TrailStatus }) {
  const { data, error, mutate } = useSWR<TrailStatus, unknown>(PATH, getJson<TrailStatus>, {
    fallbackData: initial,
    refreshInterval: (status) => (status?.proofs[0]?.state === 'running' ? RUNNING_MS : IDLE_MS),
  });
  const [asking, setAsking] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  const status = data ?? initial;
  const busy = asking || status.proofs[0]?.state === 'running';

  const prove = async () => {
    setAsking(true);
    setRefused(null);
    try {
      await mutate(getJson<TrailStatus>(PATH, { method: 'POST' }), { revalidate: false });
    } catch (problem) {
      setRefused(problemMessage(problem));
    } finally {
      setAsking(false);
    }
  };

  return (
    <>
      <ProofState status={status}>
        <div className="print:hidden">
          <Button look="primary" busy={busy} busyLabel={say.proving} onClick={() => void prove()}>
            {say.prove}
          </Button>
        </div>
      </ProofState>
      {refused || error ? (
        <div className="mt-3">
          <ProblemNote message={refused ?? problemMessage(error)} />
        </div>
      ) : null}
      <TrailFacts status={status} />
      <Proofs proofs={status.proofs} />
    </>
  );
}
