import { Holds } from '@/components/history/retention/holds';
import { Keepings } from '@/components/history/retention/keepings';
import { Sections } from '@/components/history/sections';
import { can } from '@/lib/auth/permissions';
import { listHolds } from '@/lib/retention/hold';
import { lookAtRetention } from '@/lib/retention/look';
import { server } from '@/lib/server';
import { requireStaff } from '@/lib/web/page';
import { say } from '@/messages/retention';
import { liftHold, placeHold } from './actions';

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function RetentionPage({ searchParams }: Props) {
  const actor = await requireStaff('history.read_all');
  const { count } = await searchParams;
  const deps = await server();
  const retention = await lookAtRetention(deps, actor, { dryRun: count === 'now' });
  const holds = await listHolds(deps, actor);
  return (
    <>
      <title>{say.tab}</title>
      <h1 className="mb-3 font-bold text-2xl tracking-tight">{say.title}</h1>
      <Sections here="retention" all />
      <p className="mb-4 max-w-prose text-ink-soft">{say.intro}</p>
      <Keepings view={retention} />
      <Holds holds={holds} actions={can(actor, 'legal_hold.place') ? { placeHold, liftHold } : null} />
    </>
  );
}
