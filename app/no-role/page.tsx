import { redirect } from 'next/navigation';
import { PlainPage } from '@/components/shell/plain-page';
import { SignOutButton } from '@/components/shell/sign-out-button';
import { currentActor } from '@/lib/web/session';

export default async function NoRolePage() {
  const actor = await currentActor();
  if (!actor) redirect('/sign-in');
  if (actor.roles.length > 0) redirect('/');
  return (
    <PlainPage>
      <title>No role yet · Countersign</title>
      <h1 className="font-bold text-2xl tracking-tight">No role yet</h1>
      <p className="mt-2">
        You are signed in as {actor.name}, but nobody has given you a role at this desk: agent, teller,
        supervisor or auditor.
      </p>
      <p className="mt-2">
        Ask your team’s supervisor, or whoever administers staff accounts. Once it is done, sign out and in
        again.
      </p>
      <div className="mt-6">
        <SignOutButton />
      </div>
    </PlainPage>
  );
}
