import { redirect } from 'next/navigation';
import { Mark } from '@/components/brand/mark';
import { PlainPage } from '@/components/shell/plain-page';
import { SignInButton } from '@/components/sign-in/sign-in-button';
import { signInMessage } from '@/components/sign-in/sign-in-message';
import { server } from '@/lib/server';
import { ownPath } from '@/lib/web/own-path';
import { currentActor } from '@/lib/web/session';
import { say } from '@/messages/sign-in';
import { product, titleOf } from '@/messages/title';

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function SignInPage({ searchParams }: Props) {
  const { callbackUrl, error, reason } = await searchParams;
  const back = ownPath(callbackUrl, (await server()).env.APP_URL);
  if (!error && (await currentActor())) redirect(back);
  const message = signInMessage(error, reason);
  return (
    <PlainPage>
      <title>{titleOf(say.title)}</title>
      <Mark className="size-16 text-seal" />
      <h1 className="mt-5 font-bold text-2xl tracking-tight">{product}</h1>
      <p className="mt-1 text-ink-soft">{say.promise}</p>
      {message ? (
        <p
          role={error ? 'alert' : 'status'}
          className="mt-5 rounded-sm border border-rule bg-sheet px-3 py-2 text-sm"
        >
          {message}
        </p>
      ) : null}
      <div className="mt-6">
        <SignInButton callbackUrl={back} />
      </div>
    </PlainPage>
  );
}
