import { count } from '../locale';

const reports = (shown: number) => count(shown, 'report', 'reports');

interface Shown {
  readonly shown: number;
}

export const say = {
  title: 'Reports',
  about:
    'Every report that a caller is not the customer, with or without a verification, whether or not it raised an alarm.',
  caption: 'Reports, newest first',
  counts: {
    none: 'No reports',
    all: ({ shown }: Shown) => reports(shown),
    newest: ({ shown }: Shown) => `The newest ${reports(shown)}`,
    older: ({ shown }: Shown) => count(shown, 'older report', 'older reports'),
    oldest: ({ shown }: Shown) => `The oldest ${reports(shown)}`,
  },
  nothing: {
    older: 'There is nothing older than this.',
    filter: 'No report matches this filter.',
    yet: 'Nobody has reported anything yet.',
  },

  notFound: {
    title: 'No such report',
    text: 'There is no report at this address. Look for it among the reports in the history.',
  },

  one: {
    tab: 'Report',
    title: ({ customer }: { customer: string }) => `Report about ${customer}`,
    titleUnknown: 'Report about somebody not in the directory',
    tabUnknown: 'Not in the directory',
    heading: 'What was reported',
    what: 'What',
    at: 'Reported',
    by: 'By',
    inTheirWords: 'In their words',
    customer: 'Customer',
    named: 'Named in the report',
    verification: 'Verification',
    seeVerification: 'See the verification',
    noVerification: 'None. This customer was not being verified.',
    alarm: 'Alarm',
    seeAlarm: 'See the alarm',
    noAlarm: 'None.',
    noAlarmUnknown: 'None. The customer was not found in the directory.',
    noAlarmSetUp:
      'None. The sign-in service sent other people’s answers for several customers: a fault in the set-up.',
  },
};
