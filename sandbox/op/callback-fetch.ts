import { asHttps } from './clients';

type Fetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>;

/**
 * The fetch oidc-provider calls its clients back with. Its own refuses loopback addresses, where the desk of a demo
 * lives. Instead this one goes to the desk's notification endpoint and nowhere else.
 */
export function callbackFetch(notificationEndpoint: string): Fetch {
  return async (input, init = {}) => {
    if (String(input) !== asHttps(notificationEndpoint))
      throw new Error('the bank calls back its own desk only');
    const { dispatcher: _guardsLoopback, ...rest } = { dispatcher: undefined, ...init };
    return fetch(notificationEndpoint, rest);
  };
}
