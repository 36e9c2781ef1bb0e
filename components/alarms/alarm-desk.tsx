'use client';

import { useCallback, useState } from 'react';
import type { AlarmRow, AlarmView } from '@/lib/alarms/view';
import { getJson } from '../web/get-json';
import { AlarmRegion } from './alarm-region';
import type { LiftAlarmAction } from './lift-alarm';
import { useAlarmNews } from './use-alarm-news';

interface Props {
  initial: AlarmRow;
  liftAlarm: LiftAlarmAction | null;
}

/** An alarm on its own page, as it is now. */
export function AlarmDesk({ initial, liftAlarm }: Props) {
  const [alarm, setAlarm] = useState<AlarmView>(initial);
  const { id } = initial;
  useAlarmNews(
    useCallback(() => {
      // Unanswered, it is asked again with the next news.
      getJson<AlarmRow>(`/api/alarms/${encodeURIComponent(id)}`).then(setAlarm, () => {});
    }, [id]),
  );
  return <AlarmRegion alarm={alarm} liftAlarm={liftAlarm} onLifted={setAlarm} mayOpen ownPage />;
}
