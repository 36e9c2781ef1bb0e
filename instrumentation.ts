/** Starts the desk with the process: database, migrations, poller. A bad configuration ends it here. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const { guardEveryRequest } = await import('./lib/web/every-request');
  guardEveryRequest(process.env.APP_URL ?? '');
  const { start } = await import('./lib/start');
  await start();
}
