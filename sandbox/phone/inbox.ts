import { amountInWords } from '../bank/transfer-words';
import { type Html, html } from '../http/html';
import { say } from '../messages/en/phone';
import { inPlainWords } from '../op/asks';
import { isPending, type Prompt } from '../op/prompt';
import { outcomeOf, signs } from './results';
import { transferDetails } from './transfer-details';

const words = say.inbox;

const HISTORY = 5;

/**
 * The part of the page that changes by itself: what waits for an answer, and what was answered.
 *
 * @param canReport whether the phone has the third button
 */
export function inbox(prompts: readonly Prompt[], canReport: boolean, now: number): Html {
  // Oldest first: a request that arrives goes below, and no button moves from under a thumb.
  const pending = prompts.filter((prompt) => isPending(prompt, now)).reverse();
  const past = prompts.filter((prompt) => !isPending(prompt, now)).slice(0, HISTORY);
  return html`<section aria-labelledby="waiting">
  <h2 id="waiting">${words.waiting}</h2>
  ${pending.length > 0 ? pending.map((prompt) => request(prompt, canReport)) : nothing}
</section>
${
  past.length > 0 &&
  html`<section aria-labelledby="earlier">
  <h2 id="earlier">${words.earlier}</h2>
  <ul class="history">${past.map(entry)}</ul>
</section>`
}`;
}

const nothing = html`<div class="nothing">
  <p class="calm">${words.nothing}</p>
  <p>${words.nothingText}</p>
</div>`;

function request(prompt: Prompt, canReport: boolean): Html {
  const id = `ask-${prompt.requestId}`;
  const { transfers = [] } = prompt;
  return html`<article class="request" aria-labelledby="${id}" data-asked="${prompt.askedAt}" data-expires="${prompt.expiresAt}">
  <h3 id="${id}">${words.from}</h3>
  ${transfers.map(transferDetails)}
  <p class="caption">${words.compare}</p>
  ${message(prompt)}
  <ul class="asks">${inPlainWords(prompt.scopes).map((ask) => html`<li>${ask}</li>`)}</ul>
  <p class="clock"><span class="left" role="timer" aria-label="${words.timeLeft}">${words.answerBy({ time: time(prompt.expiresAt) })}</span>
    <span class="track"><span class="fill"></span></span></p>
  <form method="post" action="/phone/respond">
    <input type="hidden" name="requestId" value="${prompt.requestId}">
    <div class="choices">
      <button class="deny" name="answer" value="denied">${words.deny}</button>
      <button class="approve" name="answer" value="approved">${words.approve}</button>
    </div>
    ${
      canReport
        ? html`<button class="fraud" name="answer" value="not_me">${words.notOnCall}</button>`
        : html`<p class="caption">${words.notOnCallDeny}</p>`
    }
  </form>
</article>`;
}

/** Groups of capitals and digits, or anything with a digit: "482 913", "KX7-4PT", "A71". */
const CODE = /^(.*?)([A-Z\d]{3,}(?:[ -][A-Z\d]{3,})+|\S*\d\S*)$/;
const LONGEST_CODE = 12;

const LONG_MESSAGE = 40;

/** The binding message; a code at its end, which is what people compare, stands out. */
function message({ bindingMessage = words.noMessage }: Prompt): Html {
  const [, before = '', code = ''] = CODE.exec(bindingMessage) ?? [];
  const shown =
    code && code.length <= LONGEST_CODE
      ? html`${before}<span class="code">${code}</span>`
      : html`${bindingMessage}`;
  return html`<p class="message${bindingMessage.length > LONG_MESSAGE ? ' long' : ''}">${shown}</p>`;
}

function entry(prompt: Prompt): Html {
  const outcome = outcomeOf(prompt);
  return html`<li class="${outcome}">
  <span class="sign" aria-hidden="true">${signs[outcome]}</span>
  <span class="what"><span class="word">${say.outcomes[outcome]}</span>
  ${(prompt.transfers ?? []).map((detail) => html`<span class="paid">${words.paid({ amount: amountInWords(detail), payee: detail.creditorName })}</span>`)}
  <span class="said">${prompt.bindingMessage ?? words.noMessageShort}</span></span>
  <span class="when">${time(prompt.answeredAt ?? prompt.expiresAt)}</span>
</li>`;
}

/** The sandbox and the browser share a machine, and so a time zone. */
function time(at: number): Html {
  const date = new Date(at);
  return html`<time datetime="${date.toISOString()}">${date.toTimeString().slice(0, 5)}</time>`;
}
