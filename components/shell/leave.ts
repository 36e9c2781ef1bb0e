/**
 * Signs out. The staff IdP's own sign-out lies on another origin, where the browser has to go by itself:
 * the content security policy keeps our scripts from following a redirect there.
 */
export async function leave(signOut: () => Promise<string>): Promise<void> {
  window.location.assign(await signOut());
}
