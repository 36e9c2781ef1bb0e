/** What the phone's scripts say in the browser, where the page and its service worker load them from /phone/browser.js. */
self.words = {
  timeLeft: ({ minutes, seconds }) => `${minutes}:${String(seconds).padStart(2, '0')} left`,
  bankSilent: 'The bank cannot be reached right now. Try again.',

  notifications: {
    notAllowed: 'This browser does not allow notifications here. Allow them in its settings, then try again.',
    noPushService: 'This browser cannot reach its push service right now. Try again later.',
  },

  /** On a notification, where there is no page. */
  notice: {
    approve: 'Approve',
    deny: 'Deny',
    bankSilent: 'The bank cannot be reached. Open the phone to answer.',
  },
};
