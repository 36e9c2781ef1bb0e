'use client';

import { useCallback, useEffect, useState } from 'react';
import type { AlarmView } from '@/lib/alarms/view';
import type { CustomerNow } from '@/lib/customers/view';
import { useTopic } from '../web/use-topic';

/** The customer's alarm on a page that is about something else of theirs: as it came with the page, then as it changes. */
export function useAlarm(customerId: string, initial: AlarmView | null): AlarmView | null {
  const [alarm, setAlarm] = useState(initial);
  useEffect(() => setAlarm(initial), [initial]);
  const hear = useCallback((now: CustomerNow) => setAlarm(now.alarm), []);
  useTopic(`customer:${customerId}`, hear);
  return alarm;
}
