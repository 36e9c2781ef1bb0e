import { server } from '@/lib/server';

export const dynamic = 'force-dynamic';

/** Whether work can be taken: started, and the database stores what it is given. */
export async function GET(): Promise<Response> {
  const ready = await server().then(
    (deps) => deps.health.takesWork(),
    () => false,
  );
  return Response.json(ready ? { status: 'ok' } : { status: 'unavailable', waits_for: 'database' }, {
    status: ready ? 200 : 503,
    headers: { 'cache-control': 'no-store' },
  });
}
