import { type Html, html } from '../http/html';

/** Hidden until the page's script finds that this browser can be pushed to. */
export function notifications(on: boolean): Html {
  return html`<div id="notifications" class="notifications" data-on="${on ? 'yes' : 'no'}" hidden>
  <p id="notified">${on ? 'Requests are announced on this phone, even when this page is closed.' : 'Be told of requests when this page is closed.'}</p>
  <button id="notify" class="button" type="button" aria-describedby="notified">${on ? 'Stop sending requests to this phone' : 'Send requests to this phone'}</button>
</div>`;
}
