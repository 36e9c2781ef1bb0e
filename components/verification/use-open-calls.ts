'use client';

import { useCallback } from 'react';
import useSWR, { useSWRConfig } from 'swr';
import type { OpenCall } from '@/lib/verification/view';
import { getJson } from '../web/get-json';

export interface OpenCalls {
  readonly calls: readonly OpenCall[];
  readonly now: string;
}

const path = '/api/calls';

/** This agent's open calls. Everyone who asks shares one request. */
export function useOpenCalls(enabled = true) {
  return useSWR<OpenCalls, unknown>(enabled ? path : null, getJson<OpenCalls>, {
    refreshInterval: 5000,
    dedupingInterval: 1000,
    // The rail's own rhythm is retry enough.
    shouldRetryOnError: false,
  });
}

/** Something was just done that changes the list. */
export function useCallsChanged(): () => void {
  const { mutate } = useSWRConfig();
  return useCallback(() => void mutate(path), [mutate]);
}
