import { leaving, staying } from '../web/sign-in-again';

/** Signs out here and goes where the staff IdP's own session ends. */
export async function signOut(): Promise<void> {
  leaving();
  const response = await fetch('/api/sign-out', { method: 'POST' }).catch((error: unknown) => {
    staying();
    throw error;
  });
  // The route's contract; refused only when there is no session to end any more.
  const { url, fields } = response.ok ? ((await response.json()) as Ending) : { url: '/sign-in' };
  if (fields) post(url, fields);
  else window.location.assign(url);
}

interface Ending {
  readonly url: string;
  /** To be posted there: what is in them does not belong in an address. */
  readonly fields?: Readonly<Record<string, string>>;
}

function post(url: string, fields: Readonly<Record<string, string>>): void {
  const form = document.createElement('form');
  form.method = 'post';
  form.action = url;
  for (const [name, value] of Object.entries(fields)) {
    const field = document.createElement('input');
    Object.assign(field, { type: 'hidden', name, value });
    form.append(field);
  }
  document.body.append(form);
  form.submit();
}
