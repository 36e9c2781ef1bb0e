import type { ReactNode } from 'react';
import type { SecurityKind } from '@/lib/history/security/view';
import { rich } from '../../rich';
import { count } from '../locale';

const events = (shown: number) => count(shown, 'event', 'events');

interface Shown {
  readonly shown: number;
}

export const say = {
  title: 'Security',
  about:
    'Refused and forged requests, limits that were reached, reports and alarms. If the same thing is tried again and again, the first try is recorded at once. The others follow five minutes later as one event, with their number.',
  events: 'Security events',
  counts: {
    none: 'No security events',
    all: ({ shown }: Shown) => events(shown),
    newest: ({ shown }: Shown) => `The newest ${events(shown)}`,
    older: ({ shown }: Shown) => count(shown, 'older event', 'older events'),
    oldest: ({ shown }: Shown) => `The oldest ${events(shown)}`,
  },
  nothing: {
    older: 'There is nothing older than this.',
    filter: 'No security event matches this filter.',
    yet: 'No security events yet.',
  },

  filter: {
    name: 'Filter security events',
    /** Who tried, not who requested a verification. */
    staff: 'Member of staff',
    kinds: {
      refused: 'Refused',
      forged: 'Forged',
      sign_in: 'Failed sign-ins',
      session: 'Ended sessions',
      cap: 'Limits',
      report: 'Reports',
      alarm: 'Alarms',
    } satisfies Record<SecurityKind, string>,
  },

  table: {
    caption: 'Security events, newest first',
    recorded: 'Recorded',
    happened: 'What happened',
    who: 'Who',
    about: 'About',
    first: ({ at }: { at: ReactNode }) => rich`First time: ${at}`,
    verification: 'Verification',
    transfer: 'Transfer',
  },
};
