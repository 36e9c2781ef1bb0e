import { leaving, staying } from '../web/sign-in-again';

/** Signs out here and goes where the staff IdP's own session ends. */
export async function signOut(): Promise<void> {
  leaving();
  const response = await fetch('/api/sign-out', { method: 'POST' }).catch((error: unknown) => {
    staying();
    throw error;
  });
  // The route's contract; refused only when there is no session to end any more.
  const { url } = response.ok ? ((await response.json()) as { url: string }) : { url: '/sign-in' };
  window.location.assign(url);
}
