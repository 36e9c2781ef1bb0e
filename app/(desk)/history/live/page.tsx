import { LiveWall } from '@/components/history/live/live-wall';
import { Sections } from '@/components/history/sections';
import { can } from '@/lib/auth/permissions';
import { getLive } from '@/lib/history/live/watch';
import { server } from '@/lib/server';
import { requireStaff } from '@/lib/web/page';
import { takeAlert } from './actions';

export default async function LivePage() {
  const actor = await requireStaff('history.read_all');
  const view = await getLive(await server(), actor);
  return (
    <>
      <Sections here="live" all />
      <LiveWall initial={view} takeAlert={can(actor, 'alert.take') ? takeAlert : null} />
    </>
  );
}
