'use client';

import { useCallback } from 'react';
import useSWR, { useSWRConfig } from 'swr';
import type { OpenCalls } from '@/lib/verification/view';
import { getJson } from '../web/get-json';
import { useTopic } from '../web/use-topic';

const path = '/api/calls';
/** How often to ask while nobody tells. */
const LOST_MS = 5000;

/** This agent's open calls, as they change. Everyone who asks shares them. */
export function useOpenCalls() {
  const { mutate } = useSWRConfig();
  const take = useCallback((calls: OpenCalls) => void mutate(path, calls, { revalidate: false }), [mutate]);
  const lost = useTopic('calls', take);
  return useSWR<OpenCalls, unknown>(path, getJson<OpenCalls>, {
    // The stream tells; they are asked for while it is down.
    refreshInterval: lost ? LOST_MS : 0,
    revalidateOnMount: false,
    revalidateOnFocus: false,
    revalidateOnReconnect: false,
    dedupingInterval: 1000,
    // The rail's own rhythm is retry enough.
    shouldRetryOnError: false,
  });
}
