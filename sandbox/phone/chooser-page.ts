import { type Html, html } from '../http/html';
import { say } from '../messages/en/phone';
import { personas } from '../personas';
import { layout } from './layout';

const { chooser } = say;

/** Whose phone is this? */
export function chooserPage(problem?: string): Html {
  return layout(
    chooser.title,
    undefined,
    html`<h1>${chooser.title}</h1>
<p class="lead">${chooser.lead}</p>
${problem && html`<p id="problem" class="problem" role="alert">${problem}</p>`}
<form method="post" action="/phone/sign-in">
  <ul class="people">
    ${personas.map(
      ({ key, name, hint }) => html`<li><button name="customer" value="${key}">
      <span class="name">${name}</span> <span class="hint">${hint}</span>
    </button></li>`,
    )}
  </ul>
</form>
<form class="number" method="post" action="/phone/sign-in">
  <label for="customer">${chooser.otherNumber}</label>
  <div class="row">
    <input id="customer" name="customer" placeholder="C-200107" autocomplete="off" required${
      problem ? html` aria-invalid="true" aria-describedby="problem"` : ''
    }>
    <button class="go">${chooser.signIn}</button>
  </div>
</form>
<p class="aside">${chooser.aside({ fraudEngine: html`<a href="/bank">${chooser.fraudEngine}</a>` })}</p>`,
  );
}
