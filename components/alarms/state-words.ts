import type { AlarmState } from '@/lib/alarms/view';

export const stateNames: Readonly<Record<AlarmState, string>> = {
  standing: 'Standing',
  lifted: 'Lifted',
  unknown: 'About nobody in the directory',
};
