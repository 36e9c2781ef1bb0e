'use client';

import { useRouter } from 'next/navigation';
import { useCallback } from 'react';
import { useAlarmNews } from './use-alarm-news';

/** Reads the list again when alarms change. Not where it is narrowed to a customer: reading that is a look of its own. */
export function FollowAlarms() {
  const router = useRouter();
  useAlarmNews(useCallback(() => router.refresh(), [router]));
  return null;
}
