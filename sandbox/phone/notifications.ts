import { type Html, html } from '../http/html';
import { say } from '../messages/en/phone';

const words = say.notifications;

/** Hidden until the page's script finds that this browser can be pushed to. */
export function notifications(on: boolean): Html {
  return html`<div id="notifications" class="notifications" data-on="${on ? 'yes' : 'no'}" hidden>
  <p id="notified">${on ? words.on : words.off}</p>
  <button id="notify" class="button" type="button" aria-describedby="notified">${on ? words.switchOff : words.switchOn}</button>
</div>`;
}
