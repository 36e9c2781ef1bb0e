import { type Html, html } from '../http/html';
import { personas } from '../personas';
import { layout } from './layout';

/** Whose phone is this? */
export function chooserPage(problem?: string): Html {
  return layout(
    'Whose phone is this?',
    undefined,
    html`<h1>Whose phone is this?</h1>
<p class="lead">Pick a customer. This page then becomes their phone.</p>
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
  <label for="customer">Any other customer number</label>
  <div class="row">
    <input id="customer" name="customer" placeholder="C-200107" autocomplete="off" required${
      problem ? html` aria-invalid="true" aria-describedby="problem"` : ''
    }>
    <button class="go">Sign in</button>
  </div>
</form>
<p class="aside"><a href="/bank">The bank’s fraud engine</a> can report a customer too.</p>`,
  );
}
