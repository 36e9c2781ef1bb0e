import http from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';

/**
 * Asks until the address answers 200.
 *
 * @param {string} url
 * @param {{ limitMs: number, until: Promise<unknown>, onWaiting?: () => void }} options until: stop asking when this
 *   settles (it has exited); onWaiting: called once when it is only its database that it waits for, which has no limit
 * @returns {Promise<{ ready: boolean, gone: boolean, last: string }>} gone: `until` settled first; last: the last answer,
 *   for the person reading
 */
export async function waitUntilReady(url, { limitMs, until, onWaiting = () => {} }) {
  let deadline = performance.now() + limitMs;
  let gone = false;
  until.finally(() => {
    gone = true;
  });
  let last = 'nothing';
  let isWaiting = false;
  while (!gone && performance.now() < deadline) {
    const answer = await get(url);
    if (answer.status === 200) return { ready: true, gone, last };
    if (answer.text) last = answer.text;
    if (answer.status === 503 && /"waits_for":"database"/.test(answer.text)) {
      deadline = performance.now() + limitMs;
      if (!isWaiting) onWaiting();
      isWaiting = true;
    }
    await wait(100);
  }
  return { ready: false, gone, last };
}

// Not fetch: it refuses a list of ports that a person may well choose.
function get(url) {
  return new Promise((resolve) => {
    const request = http.get(url, { agent: false, timeout: 5000 }, (response) => {
      let body = '';
      response.on('data', (chunk) => {
        body += chunk;
      });
      response.on('end', () =>
        resolve({ status: response.statusCode, text: `${response.statusCode} ${body.slice(0, 300)}`.trim() }),
      );
      response.on('error', () => resolve({}));
    });
    request.on('timeout', () => request.destroy());
    request.on('error', () => resolve({}));
  });
}
