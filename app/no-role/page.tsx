import { redirect } from 'next/navigation';
import { PlainPage } from '@/components/shell/plain-page';
import { SignOutButton } from '@/components/shell/sign-out-button';
import { currentActor, whyNoRole } from '@/lib/web/session';
import { say } from '@/messages/shell';
import { titleOf } from '@/messages/title';

export default async function NoRolePage() {
  const actor = await currentActor();
  if (!actor) redirect('/sign-in');
  if (actor.roles.length > 0) redirect('/');
  const why = await whyNoRole();
  return (
    <PlainPage>
      <title>{titleOf(say.noRole.title)}</title>
      <h1 className="font-bold text-2xl tracking-tight">{say.noRole.title}</h1>
      <p className="mt-2">{say.noRole.meaning({ name: actor.name })}</p>
      <p className="mt-2">{say.noRole.advice}</p>
      {why ? <p className="mt-2 text-ink-soft text-sm">{say.noRole.forAdministrator[why]}</p> : null}
      <div className="mt-6">
        <SignOutButton />
      </div>
    </PlainPage>
  );
}
